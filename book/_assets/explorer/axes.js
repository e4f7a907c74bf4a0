// A canvas with axes: data in, pixels out.
import { short } from "./said.js";

const FONT = "12px system-ui, sans-serif";
const MARGIN = { left: 46, right: 10, top: 22, bottom: 34 };

// Round values over a range, about as many as wanted; powers of ten on a logarithmic axis.
const ticks = ([low, high], log, wanted) => {
  if (log) {
    const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
    const every = Math.max(1, Math.ceil((last - first + 1) / wanted));
    return Array.from({ length: Math.max(0, Math.floor((last - first) / every) + 1) }, (_, i) => 10 ** (first + i * every));
  }
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => +((first + i) * step).toPrecision(12));
};

// Readies a canvas for drawing, at the size that the page gives it. Returns its context, the two ways between data and
// pixels, and the box of the axes.
export const axes = (canvas, { x, y, logX = false, logY = false, xLabel = "", yLabel = "" }) => {
  const dense = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (canvas.width !== Math.round(width * dense) || canvas.height !== Math.round(height * dense)) {
    canvas.width = Math.round(width * dense);
    canvas.height = Math.round(height * dense);
  }
  const context = canvas.getContext("2d");
  context.setTransform(dense, 0, 0, dense, 0, 0);
  context.clearRect(0, 0, width, height);
  const ink = getComputedStyle(canvas).color;
  const box = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom };
  const along = (log, [low, high], from, to) => {
    const [a, b] = log ? [Math.log10(low), Math.log10(high)] : [low, high];
    return {
      to: (value) => from + (((log ? Math.log10(value) : value) - a) / (b - a)) * (to - from),
      from: (pixel) => { const at = a + ((pixel - from) / (to - from)) * (b - a); return log ? 10 ** at : at; },
    };
  };
  const [across, up] = [along(logX, x, box.left, box.right), along(logY, y, box.bottom, box.top)];

  const frame = () => {
    Object.assign(context, { strokeStyle: ink, fillStyle: ink, lineWidth: 1, font: FONT, textAlign: "center", textBaseline: "top" });
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(box.left, box.top);
    context.lineTo(box.left, box.bottom);
    context.lineTo(box.right, box.bottom);
    for (const value of ticks(x, logX, Math.max(2, (box.right - box.left) / 70))) {
      context.moveTo(across.to(value), box.bottom);
      context.lineTo(across.to(value), box.bottom + 4);
      const half = context.measureText(short(value)).width / 2;
      context.fillText(short(value), Math.min(across.to(value), width - half), box.bottom + 6);
    }
    context.fillText(xLabel, (box.left + box.right) / 2, box.bottom + 20);
    Object.assign(context, { textAlign: "right", textBaseline: "middle" });
    for (const value of ticks(y, logY, Math.max(2, (box.bottom - box.top) / 45))) {
      context.moveTo(box.left, up.to(value));
      context.lineTo(box.left - 4, up.to(value));
      context.fillText(short(value), box.left - 6, up.to(value));
    }
    context.stroke();
    Object.assign(context, { textAlign: "left", textBaseline: "top" });
    context.fillText(yLabel, 4, 3);
  };

  // Draws what lies inside of the axes.
  const clipped = (draw) => {
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    context.clip();
    draw(context);
    context.restore();
  };

  return { context, box, ink, across, up, frame, clipped };
};

// Further out than this a canvas draws nothing of the whole line.
const FAR = 1e5;
const near = (pixel) => Math.min(FAR, Math.max(-FAR, pixel));

// A line through points, from the first to the one with the number `last`; what is not finite is left out. xs: null where
// they are 0, 1, 2, ...
export const line = ({ context, across, up }, xs, ys, last, { color, dash = [], width = 1.8, cap = "butt" }) => {
  Object.assign(context, { strokeStyle: color, lineWidth: width, lineCap: cap, lineJoin: "round" });
  context.setLineDash(dash);
  context.beginPath();
  for (let i = 0; i <= Math.min(last, ys.length - 1); i++) {
    const [px, py] = [across.to(xs ? xs[i] : i), up.to(ys[i])];
    if (Number.isFinite(px) && Number.isFinite(py)) context.lineTo(near(px), near(py));
  }
  context.stroke();
};

export const dot = ({ context }, px, py, radius, { fill, stroke }) => {
  context.setLineDash([]);
  context.beginPath();
  context.arc(px, py, radius, 0, 2 * Math.PI);
  Object.assign(context, { fillStyle: fill, strokeStyle: stroke, lineWidth: 1.5 });
  if (fill) context.fill();
  if (stroke) context.stroke();
};
