// What schedules make of noisy steps in a ravine: not a crowd's mean loss, but what the mean of ever more walkers tends to.
import { logarithmic } from "./element.js";
import { noisyRavine, schedules as decays } from "./formulas.js";
import { short } from "./said.js";

const FIRST = [0.02, 1.9];
const DIVISORS = [1, 1024];

const ratesOf = (name, { alpha, divisor }, steps) => {
  const { decay, constants } = decays[name];
  const given = Object.values(constants(1 / divisor, steps));
  return Array.from({ length: steps }, (_, t) => decay(alpha, t, ...given));
};

// Before the first step and after each.
const meanLosses = (rates) => {
  const { curvatures, start, noise, nextMeanSquare } = noisyRavine;
  let squares = start.map((x) => x * x);
  const loss = () => squares.reduce((sum, square, i) => sum + 0.5 * curvatures[i] * square, 0);
  return [loss(), ...rates.map((rate) => {
    squares = squares.map((square, i) => nextMeanSquare(square, rate, curvatures[i], noise * noise));
    return loss();
  })];
};

const counted = (numbers) => [numbers.map((_, t) => t), numbers];

export const schedules = {
  controls: {
    alpha: { label: "first_rate", range: FIRST, scale: logarithmic(...FIRST), text: short },
    divisor: { label: "left_at_end", range: DIVISORS, scale: logarithmic(...DIVISORS), text: (divisor) => `1/${divisor}` },
  },
  compute: (state, { lines, pictures }) => {
    const [, steps] = pictures.losses.x;
    const names = Object.keys(lines);
    const rates = names.map((name) => ratesOf(name, state, steps));
    const losses = rates.map(meanLosses);
    const by = (all) => Object.fromEntries(names.map((name, i) => [name, counted(all[i])]));
    return { curves: { losses: by(losses), rates: by(rates) }, told: Object.fromEntries(names.map((name, i) => [name, losses[i].at(-1)])) };
  },
  sentence: (said, { alpha, divisor }, told) => {
    const losses = Object.entries(told).map(([name, loss]) => said("one_loss", { rule: said(`line_${name}`), loss: short(loss) }));
    return said("told_schedules", { alpha: short(alpha), divisor, losses: losses.join(said("comma")) });
  },
};
