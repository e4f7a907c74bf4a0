// All that is said in the page, from one table: messages.json beside this file.
let table = {};

export const speak = (messages) => { table = messages; };

export const said = (key, values = {}) =>
  table[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
