// Newton's step on a curve with two valleys, from wherever the start is dropped.
import { dot, line } from "./axes.js";
import { linear } from "./element.js";
import { newtonOnALine, parabola, well } from "./formulas.js";
import { short } from "./said.js";

const RANGE = [-2, 2];
const POINTS = 240;

// A triangle that says: further out. inwards: 1 to the right, -1 to the left.
const pointOut = ({ context, box }, x, inwards, color) => {
  const middle = (box.top + box.bottom) / 2;
  context.beginPath();
  context.moveTo(x + 3 * inwards, middle);
  context.lineTo(x + 17 * inwards, middle - 8);
  context.lineTo(x + 17 * inwards, middle + 8);
  context.fillStyle = color;
  context.fill();
};

export const newton = {
  controls: { start: { label: "newton_start", range: RANGE, scale: linear(...RANGE), text: short } },
  dragged: "start",
  compute: ({ start }, { pictures }) => {
    const [low, high] = pictures.well.x;
    const xs = Array.from({ length: POINTS + 1 }, (_, i) => low + (i / POINTS) * (high - low));
    const [loss, slope, curvature] = [well.loss(start), well.slope(start), well.curvature(start)];
    const touching = (x) => parabola(x, start, loss, slope, curvature);
    // Where it does not bend upwards it has no lowest point, and the reference refuses to go anywhere.
    const landing = curvature > 0 ? newtonOnALine(start, slope, curvature) : null;
    const after = landing === null ? null : well.loss(landing);
    const steps = landing === null ? [[], []] : [[start, landing, landing], [loss, touching(landing), after]];
    return {
      curves: { well: { loss: [xs, xs.map(well.loss)], parabola: [xs, xs.map(touching)], steps } },
      told: { loss, curvature, landing, after },
    };
  },
  sentence: (said, { start }, { loss, curvature, landing, after }) => {
    if (landing === null) return said("told_newton_refused", { start: short(start), curvature: short(curvature) });
    const verdict = said(after > loss ? "newton_higher" : "newton_lower");
    return said("told_newton", { start: short(start), loss: short(loss), landing: short(landing), after: short(after), verdict });
  },
  marks: (plot, { steps: [xs, ys] }, { parabola: { color } }, { start }) => {
    const at = (i) => [plot.across.to(xs[i]), plot.up.to(ys[i])];
    if (xs.length) {
      line(plot, xs.slice(1), ys.slice(1), 1, { color, width: 1.2, dash: [2, 3] });
      dot(plot, ...at(1), 3.5, { fill: color });
      dot(plot, ...at(2), 6, { fill: color });
      if (at(1)[0] < plot.box.left) pointOut(plot, plot.box.left, 1, color);
      if (at(1)[0] > plot.box.right) pointOut(plot, plot.box.right, -1, color);
    }
    dot(plot, plot.across.to(start), plot.up.to(well.loss(start)), 8, { stroke: plot.ink });
  },
};
