// A figure of curves: whatever is turned, they are computed anew. What it shows stands in a module of its own:
//
//   controls: by the key of each number of the state, {label, range, scale, text}. label: a message.
//   compute(state, figure): {curves, told}. curves: by picture and name, [xs, ys]; told: for the sentence.
//   sentence(said, state, told): the state in words.
//   marks(plot, curves, looks, state): draws what is no line into a picture; or none.
//   dragged: the number that the pointer and the arrow keys move along the first picture; or none.
import { number, readParts, writeParts } from "./address.js";
import { axes, line } from "./axes.js";
import { element, row, slider } from "./element.js";
import { createLive, putInPlace } from "./live.js";
import { newton } from "./newton.js";
import { bounded, createPad, KEY_STEP } from "./pad.js";
import { schedules } from "./schedules.js";
import { stepLengths } from "./step_lengths.js";
import { swatch } from "./swatch.js";
import { createTools } from "./tools.js";

export const KINDS = { newton, schedules, step_lengths: stepLengths };

// How each number of a state stands in an address.
export const partsOf = ({ controls }) =>
  Object.fromEntries(Object.entries(controls).map(([key, { range }]) => [key, number(...range)]));

const INK = "ink"; // in figures.json, the colour of the text around
const colored = (look, ink) => ({ ...look, color: look.color === INK ? ink : look.color });

const createSliders = (controls, said, turn) => Object.entries(controls).map(([key, { label, scale, text }]) =>
  [key, slider({ label: said(label), scale, text, onTurn: (value) => turn(key, value) })]);

const createLegend = (lines, said) => element("p", { className: "legend" }, ...Object.entries(lines).map(([name, look]) =>
  element("span", { className: "named" }, swatch(colored(look, "currentColor")), said(`line_${name}`))));

// A canvas for each picture; the first is a pad where something is dragged.
const createCanvases = ({ figure, said, dragged, plots, onPoint, onKey }) =>
  Object.keys(figure.pictures).map((picture, i) => {
    const name = said(`of_${picture}`);
    if (i || !dragged) {
      const canvas = element("canvas", { className: "curves", role: "img", "aria-label": name });
      return { picture, canvas, seen: canvas };
    }
    const { pad, canvas } = createPad({ className: "curves", plot: () => plots[picture], onPoint, onKey });
    pad.setAttribute("aria-label", name);
    return { picture, canvas, seen: pad };
  });

export const openCurves = (place, { name, figure, said }) => {
  const { controls, compute, sentence, marks, dragged } = KINDS[name];
  const parts = partsOf({ controls });
  const plots = {};
  let state = { ...figure.usual, ...readParts(name, parts, location.search) };
  let shown = compute(state, figure);

  const drawOne = ({ picture, canvas }) => {
    const labels = { xLabel: said(`x_${picture}`), yLabel: said(`y_${picture}`) };
    const plot = axes(canvas, { ...figure.pictures[picture], ...labels });
    plots[picture] = plot;
    const looks = Object.fromEntries(Object.entries(figure.lines).map(([key, look]) => [key, colored(look, plot.ink)]));
    const curves = shown.curves[picture];
    plot.clipped(() => {
      for (const [key, look] of Object.entries(looks)) line(plot, ...curves[key], Infinity, look);
      marks?.(plot, curves, looks, state);
    });
    plot.frame();
  };
  const draw = () => canvases.forEach(drawOne);
  const tell = () => { status.textContent = sentence(said, state, shown.told); };
  const live = createLive({ draw, tell, address: (search) => writeParts(name, parts, figure.usual, state, search) });

  const onChange = (changed) => {
    state = { ...state, ...changed };
    shown = compute(state, figure);
    for (const [key, control] of sliders) control.show(state[key]);
    live.show();
  };
  const turn = (key, value) => onChange({ [key]: controls[key].scale.round(bounded(controls[key].range, value)) });
  const onPoint = (x) => turn(dragged, x);
  const onKey = ([across, up], fine) => {
    const [low, high] = controls[dragged].range;
    turn(dragged, state[dragged] + (across + up) * (fine ? KEY_STEP / 8 : KEY_STEP) * (high - low));
  };

  const sliders = createSliders(controls, said, turn);
  const canvases = createCanvases({ figure, said, dragged, plots, onPoint, onKey });
  const tools = createTools({ said, id: place.id, settle: live.settle, reset: () => onChange(figure.usual) });
  const status = element("p", { className: "told", role: "status" });
  const hint = dragged ? [element("p", { className: "hint" }, said(`how_to_${name}`))] : [];
  putInPlace(place, [
    createLegend(figure.lines, said), row("panes", ...canvases.map(({ seen }) => row("pane", seen))), ...hint,
    row("turn", ...sliders.flatMap(([, control]) => control.parts)), status, row("buttons", ...tools.buttons), tools.notice,
  ], { sized: canvases[0].seen, redraw: live.drawSoon });
  onChange({});
};
