// The state of an explorer in the page's address, so that one can link to a setting: ?race.surface=saddle&race.rho=0.95
import { rules, surfaces } from "./rules.js";

const SHARES = ["rho", "decay_rate", "beta1", "beta2"];
const DIGITS = 4;
export const MOST_STEPS = 400;
export const RATES = [1e-4, 10];

const written = (number) => String(+number.toPrecision(DIGITS));
const between = ([low, high], number) => Math.min(high, Math.max(low, number));

// How each part of the state is read from a text (undefined: not to be understood) and written.
const number = (least, most) => ({
  read: (text) => (text.trim() !== "" && Number.isFinite(+text) ? between([least, most], +text) : undefined),
  write: written,
});

const start = {
  read: (text) => {
    const point = text.split(",").map(Number);
    return point.length === 2 && point.every((one) => Math.abs(one) < 1e3) ? point : undefined;
  },
  write: (point) => point.map(written).join(),
};

const oneOf = (known) => ({ read: (text) => (known.includes(text) ? text : undefined), write: String });

const parts = (state) => ({
  surface: oneOf(Object.keys(surfaces)),
  start,
  steps: { read: (text) => Math.round(number(5, MOST_STEPS).read(text)) || undefined, write: String },
  t: { read: (text) => Math.round(number(0, MOST_STEPS).read(text) ?? NaN), write: String },
  shown: {
    read: (text) => text.split(",").filter((name) => name in state.rates),
    write: (names) => names.join(),
  },
  inside: oneOf(Object.keys(rules)),
  ...Object.fromEntries(SHARES.map((name) => [name, number(0, 0.9999)])),
});

// The state that an address asks for: the usual one, with what can be understood of the address.
export const readAddress = (name, usual, search) => {
  const asked = new URLSearchParams(search);
  const state = { ...usual, rates: { ...usual.rates } };
  for (const [key, { read }] of Object.entries(parts(usual))) {
    const text = asked.get(`${name}.${key}`);
    const value = text === null ? undefined : read(text);
    if (value !== undefined && !Number.isNaN(value)) state[key] = value;
  }
  for (const rule of Object.keys(usual.rates)) {
    const rate = asked.has(`${name}.${rule}`) ? number(...RATES).read(asked.get(`${name}.${rule}`)) : undefined;
    if (rate) state.rates[rule] = rate;
  }
  state.t = asked.has(`${name}.t`) ? Math.min(state.t, state.steps) : state.steps;
  return state;
};

// The address's search for a state, which names what is not as usual. search: what is there already, of other explorers.
export const writeAddress = (name, usual, state, search) => {
  const asked = new URLSearchParams(search);
  for (const key of [...asked.keys()]) if (key.startsWith(`${name}.`)) asked.delete(key);
  for (const [key, { write }] of Object.entries(parts(usual))) {
    const end = key === "t" ? state.steps : usual[key];
    if (write(state[key]) !== write(end)) asked.set(`${name}.${key}`, write(state[key]));
  }
  for (const [rule, rate] of Object.entries(state.rates)) {
    if (written(rate) !== written(usual.rates[rule])) asked.set(`${name}.${rule}`, written(rate));
  }
  const text = asked.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
};
