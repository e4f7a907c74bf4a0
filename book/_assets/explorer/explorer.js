// Figures that answer at once: wherever the start is dropped and whatever is turned, the walks are computed anew.
import { MOST_STEPS, RATES, readAddress, writeAddress } from "./address.js";
import { drawInside, drawLoss, drawSurface } from "./drawing.js";
import { button, choice, element, linear, logarithmic, share, slider } from "./element.js";
import { createMap } from "./map.js";
import { rules, surfaces } from "./rules.js";
import { ruleRows } from "./rule_rows.js";
import { short, speaking } from "./said.js";
import { fastestRate, walk } from "./walks.js";
import { watchOwnRules } from "./yours.js";

const SECONDS_OF_A_WALK = 8;
const QUIET = 300; // milliseconds without a change, after which it is told and stands in the address
const KEY_STEP = 1 / 60; // of the range, for an arrow key

const usualState = ({ surface, rules: named, steps, settings }) => ({
  surface, steps, t: steps, start: surfaces[surface].start, shown: Object.keys(named), rates: named,
  inside: Object.keys(named).at(-1), rho: 0.9, decay_rate: 0.99, beta1: 0.9, beta2: 0.999, ...settings,
});

const open = (place) => {
  const { name, figure, messages } = JSON.parse(place.querySelector("script").textContent);
  const said = speaking(messages);
  const usual = usualState(figure);
  let state = readAddress(name, usual, location.search);
  let walks = [], plot, playing = null, due = 0, quiet = 0;
  let quantity = rules[state.inside].inside[0];

  const settingsOf = (rule) => {
    const { rho, decay_rate, beta1, beta2 } = state;
    return { rho, decay_rate, beta1, beta2, learning_rate: state.rates[rule] };
  };

  // Words and pictures.
  const status = element("p", { className: "status", role: "status" });
  const canvas = (className, label) => element("canvas", { className, role: "img", "aria-label": label });
  const surfaceCanvas = element("canvas", { className: "surface", "aria-hidden": "true" });
  const pad = element("div", { className: "pad", tabIndex: 0, role: "application" }, surfaceCanvas);
  const lossCanvas = canvas("loss", said("of_loss"));
  const insideCanvas = canvas("inside", "");

  const tell = () => {
    const losses = walks.map(({ name: rule, path }) =>
      said("one_loss", { rule: said(`rule_${rule}`), loss: path.gap.length > state.t ? short(path.gap[state.t]) : said("lost") }));
    const [x, y] = state.start.map(short);
    status.textContent = `${said("start_at", { x, y })} ${said("after", { t: state.t, losses: losses.join(", ") })}`;
  };

  const draw = () => {
    due = 0;
    plot = drawSurface(surfaceCanvas, state, walks, yours.path());
    drawLoss(lossCanvas, state, walks, yours.path(), { xLabel: said("at_step"), yLabel: said("loss") });
    if (quantity) drawInside(insideCanvas, state, walks, quantity, { xLabel: said("at_step"), yLabel: said("both_coordinates") });
    time.show(state.t);
    rows.show(state, walks);
  };
  const drawSoon = () => { due ||= requestAnimationFrame(draw); };

  const settle = () => {
    tell();
    if (location.protocol !== "file:") {
      history.replaceState(history.state, "", location.pathname + writeAddress(name, usual, state, location.search) + location.hash);
    }
    map?.compute(state, settingsOf);
    yours.ask(state, settingsOf);
  };
  const settleSoon = () => { clearTimeout(quiet); quiet = setTimeout(settle, QUIET); };

  // What is turned.
  const change = (changed) => {
    const atEnd = state.t === state.steps;
    state = { ...state, ...changed };
    if (changed.steps) state.t = atEnd ? state.steps : Math.min(state.t, state.steps);
    if (!("t" in changed) || changed.steps) {
      walks = state.shown.map((rule) => ({ name: rule, path: walk(rule, state.surface, state.start, state.steps, settingsOf(rule)) }));
    }
    if (changed.inside) chooseQuantity();
    showAll();
    drawSoon();
    settleSoon();
  };

  const play = () => {
    if (state.t >= state.steps) change({ t: 0 });
    const [begun, first] = [performance.now(), state.t];
    const tick = (time) => {
      const t = Math.min(state.steps, first + Math.floor(((time - begun) / 1000) * (state.steps / SECONDS_OF_A_WALK)));
      playing = requestAnimationFrame(tick);
      if (t > state.t) change({ t });
      if (t >= state.steps) pause();
    };
    playing = requestAnimationFrame(tick);
    playButton.textContent = said("pause");
  };
  const pause = () => {
    cancelAnimationFrame(playing);
    playing = null;
    playButton.textContent = said("play");
  };
  const goTo = (t) => { pause(); change({ t: Math.min(state.steps, Math.max(0, t)) }); };

  const playButton = button(said("play"), () => (playing === null ? play() : pause()));
  const time = slider({
    label: said("at_step"), steps: MOST_STEPS,
    scale: { to: (t) => t / state.steps, from: (part) => Math.round(part * state.steps) },
    text: (t) => said("steps_of", { t, steps: state.steps }), onTurn: goTo,
  });
  const budget = slider({
    label: said("budget"), scale: linear(5, MOST_STEPS), text: (steps) => String(steps), steps: MOST_STEPS - 5,
    onTurn: (steps) => change({ steps: Math.round(steps) }),
  });
  const used = (setting) => Object.keys(usual.rates).some((rule) => setting in rules[rule].settings);
  const turned = [["rho", 0.999], ["decay_rate", 0.9999], ["beta1", 0.999], ["beta2", 0.9999]].filter(([key]) => used(key))
    .map(([key, closest]) => [key, slider({
      label: said(key), scale: share(closest), text: (value) => String(+value.toPrecision(4)),
      onTurn: (value) => change({ [key]: +value.toPrecision(4) }),
    })]);
  const surfaceChoice = choice({
    label: said("surface"), options: Object.keys(surfaces).map((key) => [key, said(`surface_${key}`)]),
    onChoose: (surface) => change({ surface, start: surfaces[surface].start }),
  });
  const insideOf = Object.keys(usual.rates).filter((rule) => rules[rule].inside.length);
  const insideChoice = choice({
    label: said("inside"), options: insideOf.map((rule) => [rule, said(`rule_${rule}`)]),
    onChoose: (inside) => change({ inside }),
  });
  const quantityChoice = choice({ label: said("quantity"), options: [], onChoose: (chosen) => { quantity = chosen; nameInside(); drawSoon(); } });
  const chooseQuantity = () => {
    const names = rules[state.inside].inside;
    if (!names.includes(quantity)) quantity = names[0];
    quantityChoice.parts[1].replaceChildren(...names.map((one) => element("option", { value: one }, said(`quantity_${one}`))));
    nameInside();
  };
  const nameInside = () => {
    if (!quantity) return;
    quantityChoice.show(quantity);
    insideCanvas.setAttribute("aria-label", said("of_inside", { quantity: said(`quantity_${quantity}`), rule: said(`rule_${state.inside}`) }));
  };

  const rows = ruleRows({
    names: Object.keys(usual.rates), said, rateScale: logarithmic(...RATES),
    onShow: (shown) => change({ shown }), onRate: (rule, rate) => change({ rates: { ...state.rates, [rule]: rate } }),
  });
  const allFastest = () => {
    const without = [];
    const rates = { ...state.rates };
    for (const rule of state.shown) {
      const rate = fastestRate(rule, state.surface, state.start, state.steps, settingsOf(rule));
      if (rate === null) without.push(said(`rule_${rule}`));
      else rates[rule] = +rate.toPrecision(4);
    }
    change({ rates });
    notice.textContent = without.length ? said("fastest_found", { without: without.join(", ") }) : said("fastest_found_all");
  };
  const notice = element("p", { className: "notice", role: "status" });

  const link = async () => {
    settle();
    const address = `${location.origin}${location.pathname}${location.search}#${place.id}`;
    const copied = await navigator.clipboard?.writeText(address).then(() => true, () => false);
    if (!copied) history.replaceState(history.state, "", address);
    notice.textContent = said(copied ? "linked" : "linked_above");
  };

  const showAll = () => {
    surfaceChoice.show(state.surface);
    insideChoice.show(state.inside);
    budget.show(state.steps);
    for (const [key, control] of turned) control.show(state[key]);
    pad.setAttribute("aria-label", said("of_surface", { surface: said(`surface_${state.surface}`) }));
  };

  // The start: dropped by a pointer, moved by keys.
  const startFrom = (x, y) => {
    const bounded = ([low, high], value) => Math.min(high, Math.max(low, value));
    const [rangeX, rangeY] = surfaces[state.surface].range;
    change({ start: [bounded(rangeX, x), bounded(rangeY, y)].map((one) => +one.toPrecision(4)) });
  };
  const drop = (event) => {
    const { left, top } = surfaceCanvas.getBoundingClientRect();
    startFrom(plot.across.from(event.clientX - left), plot.up.from(event.clientY - top));
  };
  pad.addEventListener("pointerdown", (event) => { pad.setPointerCapture(event.pointerId); drop(event); });
  pad.addEventListener("pointermove", (event) => { if (pad.hasPointerCapture(event.pointerId)) drop(event); });
  const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
  pad.addEventListener("keydown", (event) => {
    const towards = KEYS[event.key];
    if (!towards || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? KEY_STEP / 8 : KEY_STEP;
    startFrom(...state.start.map((at, axis) => {
      const [low, high] = surfaces[state.surface].range[axis];
      return at + towards[axis] * step * (high - low);
    }));
  });

  const map = figure.map && createMap({ ...figure.map, said, onChoose: (rate, value) => {
    change({ rates: { ...state.rates, [figure.map.rule]: rate }, [figure.map.setting]: value });
  } });
  const yours = watchOwnRules({ names: Object.keys(usual.rates), said, onWalk: drawSoon });

  const row = (className, ...children) => element("div", { className }, ...children);
  place.querySelector(".still").remove();
  document.getElementById(place.dataset.replaces)?.remove();
  place.append(
    row("panes",
      row("pane", pad, element("p", { className: "hint" }, said("how_to"))),
      row("pane", lossCanvas, ...(insideOf.length ? [row("choices", ...insideChoice.parts, ...quantityChoice.parts), insideCanvas] : []))),
    row("buttons", playButton, button(said("back"), () => goTo(state.t - 1)), button(said("step"), () => goTo(state.t + 1)),
      button(said("fastest"), allFastest), button(said("reset"), () => { pause(); change({ ...usual }); }), button(said("link"), link)),
    notice,
    row("turn", ...surfaceChoice.parts, element("span"), ...time.parts, ...budget.parts, ...turned.flatMap(([, control]) => control.parts)),
    rows.fieldset, yours.notes, ...(map ? [map.figure] : []), status,
  );
  if (!insideOf.includes(state.inside)) state.inside = insideOf.at(-1) ?? state.inside;
  if (insideOf.length) chooseQuantity();
  change({ steps: state.steps, t: state.t });
  const redraw = () => { drawSoon(); map?.draw(); };
  new ResizeObserver(redraw).observe(pad);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  if (location.hash === `#${place.id}`) place.scrollIntoView();
};

for (const place of document.querySelectorAll(".live-explorer")) open(place);
