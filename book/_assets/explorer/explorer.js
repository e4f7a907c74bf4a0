// Figures that answer at once: of walks over a surface, and of curves that a few numbers make.
import { openCurves } from "./curve_figure.js";
import { speaking } from "./said.js";
import { openWalks } from "./walk_figure.js";

for (const place of document.querySelectorAll(".live-explorer")) {
  const { name, figure, messages } = JSON.parse(place.querySelector("script").textContent);
  const open = figure.lines ? openCurves : openWalks;
  open(place, { name, figure, said: speaking(messages) });
}
