// All that an explorer says, from one table: messages.json beside this file, or its translation.
export const speaking = (table) => (key, values = {}) =>
  table[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

// A number in a few characters.
export const short = (number) => {
  if (!Number.isFinite(number)) return "∞";
  if (number === 0) return "0";
  const size = Math.abs(number);
  return size >= 1e4 || size < 1e-3 ? number.toExponential(1).replace(".0e", "e") : String(+number.toPrecision(3));
};
