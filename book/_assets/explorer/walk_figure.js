// A figure of walks: wherever the start is dropped and whatever is turned, they are computed anew.
import { drawLoss, drawSurface } from "./drawing.js";
import { element, logarithmic, row } from "./element.js";
import { fastestOf } from "./fastest.js";
import { createInside } from "./inside.js";
import { createLive, putInPlace } from "./live.js";
import { createMap } from "./map.js";
import { bounded, createPad, KEY_STEP } from "./pad.js";
import { createPlayer } from "./player.js";
import { surfaces } from "./rules.js";
import { ruleRows } from "./rule_rows.js";
import { createSettings } from "./settings.js";
import { changedState, sentence, settingsIn, usualState, walksOf } from "./state.js";
import { createTools } from "./tools.js";
import { RATES, readAddress, writeAddress } from "./walk_address.js";
import { watchOwnRules } from "./yours.js";

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

// What is seen, from top to bottom.
const arrange = (said, { start, loss, player, inside, tools, settings, rows, yours, map, status }) => [
  row("panes",
    row("pane", start.pad, element("p", { className: "hint" }, said("how_to")), row("buttons", ...player.buttons), row("turn", ...player.parts)),
    row("pane", loss, ...inside.parts)),
  row("buttons", ...tools.buttons), tools.notice, row("turn", ...settings.parts), rows.fieldset, yours.notes,
  ...(map ? [map.figure] : []), status,
];

export const openWalks = (place, { name, figure, said }) => {
  const usual = usualState(figure);
  const names = Object.keys(usual.rates);
  let state = readAddress(name, usual, location.search);
  let walks = walksOf(state), plot;

  const draw = () => {
    plot = drawSurface(parts.start.canvas, state, walks, parts.yours.path());
    drawLoss(parts.loss, state, walks, parts.yours.path(), { xLabel: said("at_step"), yLabel: said("loss") });
    parts.inside.draw(state, walks);
    parts.player.show(state.t);
    parts.rows.show(state, walks);
  };
  const tell = () => {
    parts.status.textContent = sentence(said, state, walks);
    parts.map?.compute(state, settingsIn(state));
    parts.yours.ask(state, settingsIn(state));
  };
  const live = createLive({ draw, tell, address: (search) => writeAddress(name, usual, state, search) });

  const show = () => {
    parts.settings.show(state);
    parts.inside.show(state);
    parts.start.pad.setAttribute("aria-label", said("of_surface", { surface: said(`surface_${state.surface}`) }));
    live.show();
  };
  const onChange = (changed) => {
    state = changedState(state, changed);
    walks = walksOf(state);
    show();
  };
  const onRate = (rule, rate, others = {}) => onChange({ rates: { ...state.rates, [rule]: rate }, ...others });

  const given = { names, said, state: () => state, onChange };
  const { rule, setting } = figure.map ?? {};
  const parts = {
    start: createStart({ ...given, plot: () => plot, onStart: (start) => onChange({ start }) }),
    loss: element("canvas", { className: "loss", role: "img", "aria-label": said("of_loss") }),
    inside: createInside(given),
    player: createPlayer({ ...given, onTime: (t) => onChange({ t }) }),
    tools: createTools({ said, id: place.id, settle: live.settle, reset: () => onChange(usual), first: [["fastest", fastestOf(given)]] }),
    settings: createSettings(given),
    rows: ruleRows({ ...given, rateScale: logarithmic(...RATES), onShow: (shown) => onChange({ shown }), onRate }),
    yours: watchOwnRules({ ...given, onWalk: live.drawSoon }),
    map: figure.map && createMap({ ...figure.map, said, onChoose: (rate, value) => onRate(rule, rate, { [setting]: value }) }),
    status: element("p", { className: "told", role: "status" }),
  };
  const redraw = () => { live.drawSoon(); parts.map?.draw(); };
  putInPlace(place, arrange(said, parts), { sized: parts.start.pad, redraw });
  show();
};
