// Figures that answer at once: wherever the start is dropped and whatever is turned, the walks are computed anew.
import { RATES, readAddress, writeAddress } from "./address.js";
import { drawLoss, drawSurface } from "./drawing.js";
import { element, logarithmic } from "./element.js";
import { createInside } from "./inside.js";
import { createMap } from "./map.js";
import { bounded, createPad } from "./pad.js";
import { createPlayer } from "./player.js";
import { surfaces } from "./rules.js";
import { ruleRows } from "./rule_rows.js";
import { speaking } from "./said.js";
import { createSettings } from "./settings.js";
import { changedState, sentence, settingsIn, usualState, walksOf } from "./state.js";
import { createTools } from "./tools.js";
import { watchOwnRules } from "./yours.js";

const QUIET = 300; // milliseconds without a change, after which it is told and stands in the address
const KEY_STEP = 1 / 60; // of the range, for an arrow key; with shift an eighth of it

// The start: dropped by a pointer, moved by keys.
const createStart = ({ plot, state, onStart }) => {
  const startAt = (...point) => {
    const { range } = surfaces[state().surface];
    onStart(point.map((one, axis) => +bounded(range[axis], one).toPrecision(4)));
  };
  const onKey = (towards, fine) => startAt(...state().start.map((at, axis) => {
    const [low, high] = surfaces[state().surface].range[axis];
    return at + towards[axis] * (fine ? KEY_STEP / 8 : KEY_STEP) * (high - low);
  }));
  return createPad({ className: "surface", plot, onPoint: startAt, onKey });
};

const row = (className, ...children) => element("div", { className }, ...children);

// What is seen, in the place of the still figure.
const arrange = (place, said, { start, loss, player, inside, tools, settings, rows, yours, map, status }) => {
  place.querySelector(".still").remove();
  document.getElementById(place.dataset.replaces)?.remove();
  const hint = element("p", { className: "hint" }, said("how_to"));
  place.append(
    row("panes",
      row("pane", start.pad, hint, row("buttons", ...player.buttons), row("turn", ...player.parts)),
      row("pane", loss, ...inside.parts)),
    row("buttons", ...tools.buttons), tools.notice, row("turn", ...settings.parts), rows.fieldset, yours.notes,
    ...(map ? [map.figure] : []), status,
  );
};

const open = (place) => {
  const { name, figure, messages } = JSON.parse(place.querySelector("script").textContent);
  const said = speaking(messages);
  const usual = usualState(figure);
  const names = Object.keys(usual.rates);
  let state = readAddress(name, usual, location.search);
  let walks = walksOf(state), plot, due = 0, quiet = 0;

  const draw = () => {
    due = 0;
    plot = drawSurface(parts.start.canvas, state, walks, parts.yours.path());
    drawLoss(parts.loss, state, walks, parts.yours.path(), { xLabel: said("at_step"), yLabel: said("loss") });
    parts.inside.draw(state, walks);
    parts.player.show(state.t);
    parts.rows.show(state, walks);
  };
  const drawSoon = () => { due ||= requestAnimationFrame(draw); };

  const settle = () => {
    parts.status.textContent = sentence(said, state, walks);
    if (location.protocol !== "file:") { // where no address may be rewritten
      history.replaceState(history.state, "", location.pathname + writeAddress(name, usual, state, location.search) + location.hash);
    }
    parts.map?.compute(state, settingsIn(state));
    parts.yours.ask(state, settingsIn(state));
  };

  const show = () => {
    parts.settings.show(state);
    parts.inside.show(state);
    parts.start.pad.setAttribute("aria-label", said("of_surface", { surface: said(`surface_${state.surface}`) }));
    drawSoon();
    clearTimeout(quiet);
    quiet = setTimeout(settle, QUIET);
  };
  const onChange = (changed) => {
    state = changedState(state, changed);
    walks = walksOf(state);
    show();
  };
  const onRate = (rule, rate, others = {}) => onChange({ rates: { ...state.rates, [rule]: rate }, ...others });

  const given = { names, said, state: () => state, usual, onChange };
  const { rule, setting } = figure.map ?? {};
  const parts = {
    start: createStart({ ...given, plot: () => plot, onStart: (start) => onChange({ start }) }),
    loss: element("canvas", { className: "loss", role: "img", "aria-label": said("of_loss") }),
    inside: createInside(given),
    player: createPlayer({ ...given, onTime: (t) => onChange({ t }) }),
    tools: createTools({ ...given, id: place.id, settle }),
    settings: createSettings(given),
    rows: ruleRows({ ...given, rateScale: logarithmic(...RATES), onShow: (shown) => onChange({ shown }), onRate }),
    yours: watchOwnRules({ ...given, onWalk: drawSoon }),
    map: figure.map && createMap({ ...figure.map, said, onChoose: (rate, value) => onRate(rule, rate, { [setting]: value }) }),
    status: element("p", { role: "status" }),
  };
  arrange(place, said, parts);
  show();
  const redraw = () => { drawSoon(); parts.map?.draw(); };
  new ResizeObserver(redraw).observe(parts.start.pad);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  if (location.hash === `#${place.id}`) place.scrollIntoView();
};

for (const place of document.querySelectorAll(".live-explorer")) open(place);
