// The four pictures of an explorer: the surface with the walks, the loss, what is inside of a rule, the map of rates.
import { axes, dot, line } from "./axes.js";
import { contours } from "./contours.js";
import { rules, surfaces } from "./rules.js";

const YOURS = { dash: [0, 6], width: 4, cap: "round" };
const GRID = [110, 80];

const DOT = 3;

const layers = new WeakMap(); // canvas -> a picture of its contour lines, which change with the surface, size and ink only

const contourLayer = (canvas, plot, { loss, range: [x, y], levels }, key) => {
  const kept = layers.get(canvas);
  if (kept?.key === key) return kept.picture;
  const [columns, rows] = GRID;
  const place = ([low, high], i, count) => low + (i * (high - low)) / (count - 1);
  const lines = contours(
    (column, row) => loss(place(x, column, columns), place(y, row, rows)), columns, rows, levels,
    (column, row) => [plot.across.to(place(x, column, columns)), plot.up.to(place(y, row, rows))],
  );
  const picture = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const context = picture.getContext("2d");
  context.setTransform(plot.context.getTransform());
  Object.assign(context, { strokeStyle: plot.ink, lineWidth: 0.7, globalAlpha: 0.45 });
  context.stroke(lines);
  layers.set(canvas, { key, picture });
  return picture;
};

// A small square at each point, which is faster than a circle.
const squares = ({ context, across, up }, { x, y }, last, color) => {
  context.beginPath();
  for (let i = 0; i <= last; i++) context.rect(across.to(x[i]) - DOT / 2, up.to(y[i]) - DOT / 2, DOT, DOT);
  context.fillStyle = color;
  context.fill();
};

// walks: [{name, path}], and yours, {x, y} or null. Returns the plot, for pointers.
export const drawSurface = (canvas, state, walks, yours) => {
  const surface = surfaces[state.surface];
  const plot = axes(canvas, { x: surface.range[0], y: surface.range[1], yLabel: "x₂", xLabel: "x₁" });
  const { context, ink, across, up } = plot;
  plot.clipped(() => {
    const key = [state.surface, canvas.width, canvas.height, ink].join();
    context.drawImage(contourLayer(canvas, plot, surface, key), 0, 0, canvas.clientWidth, canvas.clientHeight);
    for (const { name, path } of walks) {
      const { look } = rules[name];
      const last = Math.min(state.t, path.x.length - 1);
      line(plot, path.x, path.y, last, look);
      squares(plot, path, last, look.color);
      dot(plot, across.to(path.x[last]), up.to(path.y[last]), 5, { fill: look.color });
    }
    if (yours) line(plot, yours.x, yours.y, state.t, { ...YOURS, color: ink });
    dot(plot, across.to(state.start[0]), up.to(state.start[1]), 8, { stroke: ink });
  });
  plot.frame();
  return plot;
};

const LEAST = 1e-12;

export const drawLoss = (canvas, state, walks, yours, labels) => {
  const gaps = [...walks.map(({ path }) => path), ...(yours ? [yours] : [])].flatMap(({ gap }) => gap);
  const first = Math.max(gaps[0] ?? 1, LEAST * 10);
  const shown = gaps.filter((gap) => gap <= first * 100);
  const y = [Math.max(Math.min(...shown, first / 10), first * LEAST, LEAST), Math.max(...shown, first) * 2];
  const plot = axes(canvas, { x: [0, state.steps], y, logY: true, ...labels });
  plot.clipped(() => {
    for (const { name, path } of walks) line(plot, null, path.gap, path.gap.length, rules[name].look);
    if (yours) line(plot, null, yours.gap, yours.gap.length, { ...YOURS, color: plot.ink });
    now(plot, state);
  });
  plot.frame();
};

const now = (plot, state) => {
  const at = plot.across.to(state.t);
  line({ ...plot, across: { to: (x) => x }, up: { to: (y) => y } }, [at, at], [plot.box.top, plot.box.bottom], 1, { color: plot.ink, width: 1 });
};

const INSIDE_DASHES = [[], [7, 3], [2, 3], [12, 3, 2, 3], [7, 3, 2, 3]];

// What a rule computes, for both coordinates.
export const drawInside = (canvas, state, both, labels) => {
  const finite = both.flat().filter((one) => Number.isFinite(one) && Math.abs(one) < 1e12);
  const [low, high] = [Math.min(0, ...finite), Math.max(0, ...finite)];
  const room = (high - low) * 0.08 || 1;
  const plot = axes(canvas, { x: [0, state.steps], y: [low < 0 ? low - room : 0, high + room], ...labels });
  plot.clipped(() => {
    both.forEach((numbers, axis) => {
      line(plot, null, numbers, numbers.length, { color: axis ? "#d55e00" : "#1f7fbf", dash: INSIDE_DASHES[axis] });
    });
    now(plot, state);
  });
  plot.frame();
};

// Steps from a colour that is light to one that is dark, legible on both pages; what leaves is hatched.
const SHADES = ["#0b4f7d", "#1f7fbf", "#5aa5d6", "#9accea", "#d5eaf7", "#f3e3c3"];
const SHADE_BELOW = [0.7, 0.8, 0.87, 0.93, 0.97, 1];
export const shades = () => SHADES.map((color, i) => [color, SHADE_BELOW[i]]);

// factors: rows of columns, from the lowest of y; x, y: their ranges; at: the setting that is marked.
export const drawMap = (canvas, { factors, x, y, at }, labels) => {
  const plot = axes(canvas, { x, y, logX: true, ...labels });
  const { context, box, ink } = plot;
  const [rows, columns] = [factors.length, factors[0].length];
  const [wide, high] = [(box.right - box.left) / columns, (box.bottom - box.top) / rows];
  factors.forEach((row, j) => row.forEach((factor, i) => {
    const shade = SHADE_BELOW.findIndex((below) => factor < below);
    const [left, top] = [box.left + i * wide, box.bottom - (j + 1) * high];
    if (shade >= 0) {
      context.fillStyle = SHADES[shade];
      context.fillRect(left, top, wide + 0.5, high + 0.5);
    } else if (factor >= 1 && (i + j) % 2) {
      context.globalAlpha = 0.35;
      context.fillStyle = ink;
      context.fillRect(left + wide / 3, top + high / 3, wide / 3, high / 3);
      context.globalAlpha = 1;
    }
  }));
  plot.frame();
  const [px, py] = [plot.across.to(at[0]), plot.up.to(at[1])];
  dot(plot, px, py, 6, { stroke: "#ffffff" });
  dot(plot, px, py, 7.5, { stroke: "#000000" });
  return plot;
};
