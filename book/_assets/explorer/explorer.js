// Figures that answer at once: wherever the start is dropped and whatever is turned, the walks are computed anew.
import { RATES, readAddress, writeAddress } from "./address.js";
import { drawLoss, drawSurface } from "./drawing.js";
import { button, element, logarithmic } from "./element.js";
import { createInside } from "./inside.js";
import { createMap } from "./map.js";
import { bounded, createPad } from "./pad.js";
import { createPlayer } from "./player.js";
import { surfaces } from "./rules.js";
import { ruleRows } from "./rule_rows.js";
import { short, speaking } from "./said.js";
import { createSettings } from "./settings.js";
import { fastestRate, walk } from "./walks.js";
import { watchOwnRules } from "./yours.js";

const QUIET = 300; // milliseconds without a change, after which it is told and stands in the address
const KEY_STEP = 1 / 60; // of the range, for an arrow key; with shift an eighth of it
const SHARED = ["rho", "decay_rate", "beta1", "beta2"];

const usualState = ({ surface, rules: rates, steps, settings }) => ({
  surface, steps, t: steps, start: surfaces[surface].start, shown: Object.keys(rates), rates,
  inside: Object.keys(rates).at(-1), rho: 0.9, decay_rate: 0.99, beta1: 0.9, beta2: 0.999, ...settings,
});

// The settings of a rule, as its references name them.
const settingsIn = (state) => (rule) =>
  ({ ...Object.fromEntries(SHARED.map((key) => [key, state[key]])), learning_rate: state.rates[rule] });

const walksOf = (state) => state.shown.map((name) =>
  ({ name, path: walk(name, state.surface, state.start, state.steps, settingsIn(state)(name)) }));

// What is written below: where it starts, and what is left of the loss.
const sentence = (said, state, walks) => {
  const losses = walks.map(({ name, path: { gap } }) =>
    said("one_loss", { rule: said(`rule_${name}`), loss: gap.length > state.t ? short(gap[state.t]) : said("lost") }));
  const [x, y] = state.start.map(short);
  return `${said("start_at", { x, y })} ${said("after", { t: state.t, losses: losses.join(", ") })}`;
};

// Each rule's fastest rate where there is one, and the names of the rules without.
const fastestRates = (state) => {
  const found = state.shown.map((rule) =>
    [rule, fastestRate(rule, state.surface, state.start, state.steps, settingsIn(state)(rule))]);
  const rates = Object.fromEntries(found.filter(([, rate]) => rate !== null).map(([rule, rate]) => [rule, +rate.toPrecision(4)]));
  return { rates: { ...state.rates, ...rates }, without: found.filter(([, rate]) => rate === null).map(([rule]) => rule) };
};

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

const open = (place) => {
  const { name, figure, messages } = JSON.parse(place.querySelector("script").textContent);
  const said = speaking(messages);
  const usual = usualState(figure);
  const names = Object.keys(usual.rates);
  let state = readAddress(name, usual, location.search);
  let walks = walksOf(state), plot, due = 0, quiet = 0;

  const draw = () => {
    due = 0;
    plot = drawSurface(start.canvas, state, walks, yours.path());
    drawLoss(lossCanvas, state, walks, yours.path(), { xLabel: said("at_step"), yLabel: said("loss") });
    inside.draw(state, walks);
    player.show(state.t);
    rows.show(state, walks);
  };
  const drawSoon = () => { due ||= requestAnimationFrame(draw); };

  const settle = () => {
    status.textContent = sentence(said, state, walks);
    if (location.protocol !== "file:") { // where no address may be rewritten
      history.replaceState(history.state, "", location.pathname + writeAddress(name, usual, state, location.search) + location.hash);
    }
    map?.compute(state, settingsIn(state));
    yours.ask(state, settingsIn(state));
  };

  const show = () => {
    settings.show(state);
    inside.show(state);
    start.pad.setAttribute("aria-label", said("of_surface", { surface: said(`surface_${state.surface}`) }));
    drawSoon();
    clearTimeout(quiet);
    quiet = setTimeout(settle, QUIET);
  };
  const change = (changed) => {
    const atEnd = state.t === state.steps;
    state = { ...state, ...changed };
    if (!("t" in changed)) state.t = atEnd ? state.steps : Math.min(state.t, state.steps);
    walks = walksOf(state);
    show();
  };

  const goFastest = () => {
    const { rates, without } = fastestRates(state);
    change({ rates });
    const lacking = without.map((rule) => said(`rule_${rule}`)).join(", ");
    notice.textContent = lacking ? said("fastest_found", { without: lacking }) : said("fastest_found_all");
  };
  const reset = () => {
    player.pause();
    change(usual);
    notice.textContent = "";
  };
  const link = async () => {
    settle();
    const address = `${location.origin}${location.pathname}${location.search}#${place.id}`;
    const copied = await navigator.clipboard?.writeText(address).then(() => true, () => false);
    if (!copied) location.hash = place.id;
    notice.textContent = said(copied ? "linked" : "linked_above");
  };

  const status = element("p", { role: "status" });
  const notice = element("p", { className: "notice", role: "status" });
  const lossCanvas = element("canvas", { className: "loss", role: "img", "aria-label": said("of_loss") });
  const start = createStart({ plot: () => plot, state: () => state, onStart: (point) => change({ start: point }) });
  const player = createPlayer({ said, state: () => state, onTime: (t) => change({ t }) });
  const settings = createSettings({ names, said, onChange: change });
  const inside = createInside({ names, said, onChange: change });
  const yours = watchOwnRules({ names, said, onWalk: drawSoon });
  const rows = ruleRows({
    names, said, rateScale: logarithmic(...RATES),
    onShow: (shown) => change({ shown }), onRate: (rule, rate) => change({ rates: { ...state.rates, [rule]: rate } }),
  });
  const chosenInMap = (rate, value) => change({ rates: { ...state.rates, [figure.map.rule]: rate }, [figure.map.setting]: value });
  const map = figure.map && createMap({ ...figure.map, said, onChoose: chosenInMap });

  place.querySelector(".still").remove();
  document.getElementById(place.dataset.replaces)?.remove();
  place.append(
    row("panes",
      row("pane", start.pad, element("p", { className: "hint" }, said("how_to")), row("buttons", ...player.buttons), row("turn", ...player.parts)),
      row("pane", lossCanvas, ...inside.parts)),
    row("buttons", button(said("fastest"), goFastest), button(said("reset"), reset), button(said("link"), link)),
    notice, row("turn", ...settings.parts), rows.fieldset, yours.notes, ...(map ? [map.figure] : []), status,
  );
  show();
  const redraw = () => { drawSoon(); map?.draw(); };
  new ResizeObserver(redraw).observe(start.pad);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  if (location.hash === `#${place.id}`) place.scrollIntoView();
};

for (const place of document.querySelectorAll(".live-explorer")) open(place);
