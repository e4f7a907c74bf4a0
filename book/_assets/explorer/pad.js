// A picture that takes the pointer and the arrow keys.
import { element } from "./element.js";

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

export const KEY_STEP = 1 / 60; // of a range, for an arrow key; with shift an eighth of it

// plot(): the axes that were drawn last. onPoint(x, y): the pointer is there, in data; onKey([across, up], fine).
export const createPad = ({ className, plot, onPoint, onKey }) => {
  const canvas = element("canvas", { className, "aria-hidden": "true" });
  const pad = element("div", { className: "pad", tabIndex: 0, role: "application" }, canvas);
  const point = (event) => {
    const { left, top } = canvas.getBoundingClientRect();
    onPoint(plot().across.from(event.clientX - left), plot().up.from(event.clientY - top));
  };
  // A finger that scrolls the page sets nothing: what it does is told by `pointercancel`, and nothing else comes after.
  pad.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") return;
    pad.setPointerCapture(event.pointerId);
    point(event);
  });
  pad.addEventListener("pointerup", (event) => { if (event.pointerType === "touch") point(event); });
  pad.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || pad.hasPointerCapture(event.pointerId)) point(event);
  });
  pad.addEventListener("keydown", (event) => {
    const towards = KEYS[event.key];
    if (!towards || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    onKey(towards, event.shiftKey);
  });
  return { pad, canvas };
};

export const bounded = ([low, high], value) => Math.min(high, Math.max(low, value));
