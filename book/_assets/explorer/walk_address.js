// The state of a figure of walks in the page's address.
import { number, oneOf, readParts, writeParts, written } from "./address.js";
import { rules, surfaces } from "./rules.js";

const SHARES = ["rho", "decay_rate", "beta1", "beta2"];
export const MOST_STEPS = 400;
export const RATES = [1e-4, 10];

const start = {
  read: (text) => {
    const point = text.split(",").map(Number);
    return point.length === 2 && point.every((one) => Math.abs(one) < 1e3) ? point : undefined;
  },
  write: (point) => point.map(written).join(),
};

const parts = (names) => ({
  surface: oneOf(Object.keys(surfaces)),
  start,
  steps: { read: (text) => Math.round(number(5, MOST_STEPS).read(text)) || undefined, write: String },
  t: { read: (text) => Math.round(number(0, MOST_STEPS).read(text) ?? NaN), write: String },
  shown: {
    read: (text) => text.split(",").filter((name) => names.includes(name)),
    write: (shown) => shown.join(),
  },
  inside: oneOf(Object.keys(rules)),
  ...Object.fromEntries(SHARES.map((name) => [name, number(0, 0.9999)])),
  ...Object.fromEntries(names.map((name) => [name, number(...RATES)])),
});

// The learning rates stand in an address by their rules' names alone.
const flat = (state) => ({ ...state, ...state.rates });

// The state that an address asks for: the usual one, with what can be understood of the address.
export const readAddress = (name, usual, search) => {
  const names = Object.keys(usual.rates);
  const asked = readParts(name, parts(names), search);
  const state = { ...usual, rates: { ...usual.rates } };
  for (const [key, value] of Object.entries(asked)) (names.includes(key) ? state.rates : state)[key] = value;
  state.t = "t" in asked ? Math.min(state.t, state.steps) : state.steps;
  return state;
};

// The address's search for a state. search: what is there already, of other figures.
export const writeAddress = (name, usual, state, search) =>
  writeParts(name, parts(Object.keys(usual.rates)), flat({ ...usual, t: state.steps }), flat(state), search);
