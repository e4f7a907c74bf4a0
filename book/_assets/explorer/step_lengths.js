// How long Adam's steps are on an even slope, with and without its correction.
import { dot } from "./axes.js";
import { share } from "./element.js";
import { rules } from "./rules.js";
import { short } from "./said.js";
import { valuesFor } from "./walks.js";

const CLOSEST = { beta1: 0.99, beta2: 0.9999 };
const beta = (key) =>
  ({ label: key, range: [0, CLOSEST[key]], scale: share(CLOSEST[key]), text: String });

// In learning rates. The slope is the same everywhere, so that every step may start at 0.
const lengths = (rule, steps, settings) => {
  const given = valuesFor(rule, { ...settings, learning_rate: 1 });
  let state = rule.start(), x;
  return Array.from({ length: steps }, () => {
    [x, state] = rule.step(0, 1, state, ...given);
    return -x;
  });
};

export const stepLengths = {
  controls: { beta1: beta("beta1"), beta2: beta("beta2") },
  compute: (state, { lines, pictures }) => {
    const [, steps] = pictures.lengths.x;
    const count = Array.from({ length: steps }, (_, i) => i + 1);
    const curves = Object.fromEntries(Object.keys(lines).map((name) => [name, [count, lengths(rules[name], steps, state)]]));
    const [, bare] = curves.adam_almost;
    const longest = Math.max(...bare);
    return {
      curves: { lengths: curves },
      told: { first: bare[0], longest, at: bare.indexOf(longest) + 1, corrected: curves.adam[1][0] },
    };
  },
  sentence: (said, _state, { first, longest, at, corrected }) =>
    said("told_step_lengths", { first: short(first), longest: short(longest), at, corrected: short(corrected) }),
  marks: (plot, { adam_almost: [count, bare] }, { adam_almost: { color } }) => {
    for (const i of [0, bare.indexOf(Math.max(...bare))]) {
      dot(plot, plot.across.to(count[i]), plot.up.to(bare[i]), 4, { fill: color });
    }
  },
};
