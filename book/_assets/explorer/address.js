// The state of a figure in the page's address, so that one can link to a setting: ?race.surface=saddle&race.rho=0.95
// A part of a state is {read, write}: from a text (undefined: not to be understood), and to one.

// As many as the numbers of a state have at most.
const DIGITS = 8;
export const written = (number) => String(+number.toPrecision(DIGITS));
const between = ([low, high], number) => Math.min(high, Math.max(low, number));

export const number = (least, most) => ({
  read: (text) => (text.trim() !== "" && Number.isFinite(+text) ? between([least, most], +text) : undefined),
  write: written,
});

export const oneOf = (known) => ({ read: (text) => (known.includes(text) ? text : undefined), write: String });

// What can be understood of an address, by the keys of the parts.
export const readParts = (name, parts, search) => {
  const asked = new URLSearchParams(search);
  const read = Object.entries(parts).map(([key, part]) => {
    const text = asked.get(`${name}.${key}`);
    return [key, text === null ? undefined : part.read(text)];
  });
  return Object.fromEntries(read.filter(([, value]) => value !== undefined && !Number.isNaN(value)));
};

// The address's search for a state, which names what is not as usual. search: what is there already, of other figures.
export const writeParts = (name, parts, usual, state, search) => {
  const asked = new URLSearchParams(search);
  for (const key of [...asked.keys()]) if (key.startsWith(`${name}.`)) asked.delete(key);
  for (const [key, { write }] of Object.entries(parts)) {
    if (write(state[key]) !== write(usual[key])) asked.set(`${name}.${key}`, write(state[key]));
  }
  const text = asked.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
};
