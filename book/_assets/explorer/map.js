// The convergence rate over learning rate and one setting: a map to click in.
import { drawMap, shades } from "./drawing.js";
import { element } from "./element.js";
import { bounded, createPad } from "./pad.js";
import { short } from "./said.js";
import { factorOfAStep } from "./walks.js";

const [COLUMNS, ROWS] = [48, 30];
const STEPS = 80;
const AT_A_TIME = 12; // milliseconds
const HIGHEST = 0.99;

// rule, setting: what is mapped; rates: the range of learning rates. onChoose is told a rate and a value.
export const createMap = ({ rule, setting, rates: [low, high], said, onChoose }) => {
  const choose = (rate, value) => {
    const chosen = [[rate, [low, high]], [value, [0, HIGHEST]]].map(([one, range]) => +bounded(range, one).toPrecision(3));
    // The next key may come before this one has settled.
    shown = { rate: chosen[0], value: chosen[1] };
    onChoose(...chosen);
  };
  const onKey = ([across, up]) => choose(shown.rate * (high / low) ** (across / COLUMNS), shown.value + (up * HIGHEST) / ROWS);
  const { pad, canvas } = createPad({ className: "map", plot: () => plot, onPoint: choose, onKey });
  pad.setAttribute("aria-label", said("of_map", { setting: said(setting) }));
  const readout = element("p", { className: "readout", role: "status" });
  const legend = element("p", { className: "legend" }, ...shades().map(([color, below]) => {
    const patch = element("span", { className: "patch", "aria-hidden": "true" });
    patch.style.background = color;
    return element("span", {}, patch, said("map_below", { factor: below }));
  }), element("span", {}, said("map_leaves")));
  const figure = element("div", { className: "map-figure" },
    element("p", { className: "title" }, said("map", { rule: said(`rule_${rule}`) })), pad, legend, readout);

  const rateAt = (column) => low * (high / low) ** ((column + 0.5) / COLUMNS);
  const valueAt = (row) => (HIGHEST * (row + 0.5)) / ROWS;
  let factors = Array.from({ length: ROWS }, () => Array(COLUMNS).fill(NaN));
  let shown = { rate: low, value: 0 }, plot, computed = "", running = 0;

  const draw = () => {
    if (!canvas.clientWidth) return;
    plot = drawMap(canvas, { factors, x: [low, high], y: [0, HIGHEST], at: [shown.rate, shown.value] },
      { xLabel: said("learning_rate"), yLabel: said(setting) });
  };

  // Row by row, and never long enough to hold up a frame.
  const computeAll = (one) => {
    const mine = ++running;
    let row = 0;
    const some = () => {
      if (mine !== running) return;
      const until = performance.now() + AT_A_TIME;
      for (; row < ROWS && performance.now() < until; row++) {
        factors[row] = Array.from({ length: COLUMNS }, (_, column) => one(rateAt(column), valueAt(row)));
      }
      draw();
      if (row < ROWS) setTimeout(some);
    };
    some();
  };

  const compute = (state, settingsOf) => {
    const settings = settingsOf(rule);
    const one = (learning_rate, value) =>
      factorOfAStep(rule, state.surface, state.start, STEPS, { ...settings, learning_rate, [setting]: value });
    shown = { rate: settings.learning_rate, value: settings[setting] };
    const factor = one(shown.rate, shown.value);
    const words = { rate: short(shown.rate), setting: said(setting), value: short(shown.value), factor: short(factor) };
    readout.textContent = said(Number.isFinite(factor) ? "map_at" : "map_at_lost", words);
    const others = { ...settings, learning_rate: 0, [setting]: 0 };
    const asked = JSON.stringify([state.surface, state.start, others]);
    if (asked !== computed) computeAll(one);
    else draw();
    computed = asked;
  };

  return { figure, compute, draw };
};
