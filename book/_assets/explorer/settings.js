// What is turned for all rules at once: the surface, the budget, and the settings that they have besides a learning rate.
import { MOST_STEPS } from "./walk_address.js";
import { choice, element, linear, share, slider } from "./element.js";
import { rules, surfaces } from "./rules.js";

export const CLOSEST = { rho: 0.999, decay_rate: 0.9999, beta1: 0.999, beta2: 0.9999 };
const LEAST_STEPS = 5;

// names: of the rules; onChange is told what is new of the state.
export const createSettings = ({ names, said, onChange }) => {
  const surface = choice({
    label: said("surface"), options: Object.keys(surfaces).map((key) => [key, said(`surface_${key}`)]),
    onChoose: (chosen) => onChange({ surface: chosen, start: surfaces[chosen].start }),
  });
  const budget = slider({
    label: said("budget"), scale: linear(LEAST_STEPS, MOST_STEPS), text: String, places: () => MOST_STEPS - LEAST_STEPS,
    onTurn: (steps) => onChange({ steps: Math.round(steps) }),
  });
  const used = Object.keys(CLOSEST).filter((key) => names.some((name) => key in rules[name].settings));
  const turned = used.map((key) => [key, slider({
    label: said(key), scale: share(CLOSEST[key]), text: String, onTurn: (value) => onChange({ [key]: value }),
  })]);
  const show = (state) => {
    surface.show(state.surface);
    budget.show(state.steps);
    for (const [key, control] of turned) control.show(state[key]);
  };
  const parts = [...surface.parts, element("span"), ...budget.parts, ...turned.flatMap(([, control]) => control.parts)];
  return { parts, show };
};
