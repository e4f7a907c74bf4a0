// The state of an explorer: {surface, start, steps, t, shown, rates, inside, rho, decay_rate, beta1, beta2}. `steps` is the
// budget of each rule, `t` the step that is shown, `shown` the rules that walk, `inside` the one that is looked into.
import { surfaces } from "./rules.js";
import { short } from "./said.js";
import { walk } from "./walks.js";

const SHARED = ["rho", "decay_rate", "beta1", "beta2"];

// figure: as in figures.json.
export const usualState = ({ surface, rules: rates, steps, settings }) => ({
  surface, steps, t: steps, start: surfaces[surface].start, shown: Object.keys(rates), rates,
  inside: Object.keys(rates).at(-1), rho: 0.9, decay_rate: 0.99, beta1: 0.9, beta2: 0.999, ...settings,
});

// What a change makes of it: who looks at the end goes on looking at the end.
export const changedState = (state, changed) => {
  const next = { ...state, ...changed };
  if ("t" in changed) return next;
  return { ...next, t: state.t === state.steps ? next.steps : Math.min(state.t, next.steps) };
};

// The settings of a rule, as the references name them.
export const settingsIn = (state) => (rule) =>
  ({ ...Object.fromEntries(SHARED.map((key) => [key, state[key]])), learning_rate: state.rates[rule] });

export const walksOf = (state) => state.shown.map((name) =>
  ({ name, path: walk(name, state.surface, state.start, state.steps, settingsIn(state)(name)) }));

// Where it starts, and what is left of the loss.
export const sentence = (said, state, walks) => {
  const losses = walks.map(({ name, path: { gap } }) =>
    said("one_loss", { rule: said(`rule_${name}`), loss: gap.length > state.t ? short(gap[state.t]) : said("lost") }));
  const [x, y] = state.start.map(short);
  const after = said("after", { t: state.t, losses: losses.join(said("comma")) });
  return said("two_sentences", { first: said("start_at", { x, y }), second: after });
};
