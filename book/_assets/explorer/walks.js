// Walks of the update rules over a surface. The rules and surfaces themselves come from the references (rules.js).
import { rules, surfaces } from "./rules.js";

const FASTEST_OF = Array.from({ length: 25 }, (_, i) => 10 ** (-3 + i / 6));
// Of the loss above the lowest, what is left at the goal.
const GOAL = 0.01;
// Further out nothing is drawn, and numbers soon are infinite.
const LOST = 1e60;

// The values of a rule's settings, in the order in which its step takes them.
export const valuesFor = (rule, settings) => Object.entries(rule.settings).map(([name, usual]) => settings[name] ?? usual);

// settings: of the rule, by name; those that are missing are the rule's own. Returns arrays of steps + 1 numbers, or
// fewer where the walk is lost: x, y, gap (the loss above the surface's lowest); and inside, for each of `rule.inside`
// its two arrays, whose first number is NaN.
export const walk = (name, surfaceName, [startX, startY], steps, settings) => {
  const rule = rules[name];
  const { gradient, loss, lowest } = surfaces[surfaceName];
  const given = valuesFor(rule, settings);
  const inside = rule.inside.map(() => [[NaN], [NaN]]);
  let [px, py, stateX, stateY] = [startX, startY, rule.start(), rule.start()];
  const path = { x: [px], y: [py], gap: [loss(px, py) - lowest], inside };
  for (let step = 0; step < steps; step++) {
    const [dx, dy] = gradient(px, py);
    let insideX, insideY;
    [px, stateX, insideX] = rule.step(px, dx, stateX, ...given);
    [py, stateY, insideY] = rule.step(py, dy, stateY, ...given);
    if (!(Math.abs(px) + Math.abs(py) < LOST)) break;
    path.x.push(px);
    path.y.push(py);
    path.gap.push(loss(px, py) - lowest);
    inside.forEach((both, i) => { both[0].push(insideX[i]); both[1].push(insideY[i]); });
  }
  return path;
};

// After how many steps the loss stays below a hundredth of the first, or null.
export const stepsToGoal = ({ gap }, steps) => {
  if (gap.length <= steps) return null;
  let last = gap.length - 1;
  while (last >= 0 && gap[last] <= GOAL * gap[0]) last--;
  return last < steps ? last + 1 : null;
};

// The learning rate, of 25 from 0.001 to 10, by which a rule is at the goal first; null if it is by none of them.
export const fastestRate = (name, surface, start, steps, settings) => {
  let fastest = null;
  for (const rate of FASTEST_OF) {
    const needed = stepsToGoal(walk(name, surface, start, steps, { ...settings, learning_rate: rate }), steps);
    if (needed !== null && (fastest === null || needed < fastest.needed)) fastest = { rate, needed };
  }
  return fastest && fastest.rate;
};

// By what a step multiplies the distance to the lowest point, on average: the root of what becomes of the loss.
// Above 1 the walk leaves; Infinity where it is lost.
export const factorOfAStep = (name, surfaceName, [startX, startY], steps, settings) => {
  const rule = rules[name];
  const { gradient, loss, lowest } = surfaces[surfaceName];
  const given = valuesFor(rule, settings);
  let [px, py, stateX, stateY] = [startX, startY, rule.start(), rule.start()];
  const first = loss(px, py) - lowest;
  for (let step = 0; step < steps; step++) {
    const [dx, dy] = gradient(px, py);
    [px, stateX] = rule.step(px, dx, stateX, ...given);
    [py, stateY] = rule.step(py, dy, stateY, ...given);
  }
  const last = loss(px, py) - lowest;
  if (!(last < LOST)) return Infinity;
  return Math.max(last / first, 1e-30) ** (0.5 / steps);
};
