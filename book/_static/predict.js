// A guess before a figure shows itself (book/_extensions/predict.py). Nothing is kept or sent.
"use strict";
{
  const SVG = "http://www.w3.org/2000/svg";
  const FIGURE = "svg[role=img], img, .explorer, .live-explorer, table";
  const HANDLES = 9;
  const FINEST = 200; // steps of a handle over the height

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // What waits: the page from the question to the next figure, and the paragraph after it.
  const waiting = (place) => {
    const found = [];
    let next = place.nextElementSibling;
    for (; next && next.localName !== "section"; next = next.nextElementSibling) {
      found.push(next);
      if (next.matches(FIGURE) || next.querySelector(FIGURE)) break;
    }
    const after = next?.nextElementSibling;
    if (after?.localName === "p") found.push(after);
    return found;
  };

  // The kinds of guess. Each returns {controls, guess(): its text or null, and after(): what is done once all is shown}.
  const choose = (place, said, number) => {
    const list = place.querySelector("ul");
    const texts = [...list.children].map((item) => item.textContent.trim());
    const inputs = texts.map((_, i) => element("input", { type: "radio", name: `guess-${number}`, value: i, autocomplete: "off" }));
    const labels = [...list.children].map((item, i) => element("label", {}, inputs[i], element("span", { innerHTML: (item.querySelector("p") ?? item).innerHTML })));
    list.remove();
    const truth = texts[place.querySelector(".truth").textContent.trim() - 1];
    const guess = () => texts[inputs.findIndex((input) => input.checked)] ?? null;
    return { controls: element("fieldset", {}, element("legend", {}, said("legend")), ...labels), guess, truth };
  };

  const numeric = (place, said) => {
    const input = element("input", { type: "number", step: "any", autocomplete: "off" });
    const guess = () => (input.value === "" ? null : input.value);
    return { controls: element("label", {}, said("number"), " ", input), guess, truth: place.querySelector(".truth").textContent.trim() };
  };

  // The axes of a drawing by Matplotlib: their box, and the lines that are held back. shown: how many are not.
  const axesOf = (svg, shown) => {
    const axes = svg?.querySelector('[id$="axes_1"]');
    if (!axes) return null;
    const drawn = [...axes.children].filter((part) => /(line2d|Collection|Poly)\w*_\d+$/.test(part.id));
    return { box: axes.querySelector('[id*="patch_"]').getBBox(), lines: drawn.slice(shown) };
  };

  // A line of handles over a box of a drawing. Returns {layer, dots, move(i, height)}.
  const lineOfHandles = (svg, box) => {
    const add = (name, parent) => parent.appendChild(document.createElementNS(SVG, name));
    const layer = add("g", svg);
    layer.setAttribute("class", "guess");
    const path = add("polyline", layer);
    const heights = Array(HANDLES).fill(0.5);
    const dots = heights.map(() => add("circle", layer));
    const at = (i) => [box.x + (i / (HANDLES - 1)) * box.width, box.y + (1 - heights[i]) * box.height];
    const show = () => {
      path.setAttribute("points", heights.map((_, i) => at(i).join()).join(" "));
      dots.forEach((dot, i) => Object.entries({ cx: at(i)[0], cy: at(i)[1], r: 4.5 }).forEach(([key, value]) => dot.setAttribute(key, value)));
    };
    show();
    return { layer, dots, move: (i, height) => { heights[i] = height; show(); } };
  };

  // The handles for the keyboard; onTurn is told which, and its height from 0 to 1.
  const sliders = (said, dots, onTurn) => dots.map((dot, i) => {
    const input = element("input", { type: "range", min: 0, max: FINEST, value: FINEST / 2, autocomplete: "off" });
    input.setAttribute("aria-label", said("handle").replace("{i}", i + 1).replace("{n}", HANDLES));
    input.addEventListener("input", () => onTurn(i, input.valueAsNumber / FINEST));
    input.addEventListener("focus", () => dot.classList.add("focused"));
    input.addEventListener("blur", () => dot.classList.remove("focused"));
    return input;
  });

  // Tells of every place of a drawing over which the pointer is dragged. Returns what ends it.
  const dragged = (svg, onPlace) => {
    const place = (event) => onPlace(new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()));
    const down = (event) => { svg.setPointerCapture(event.pointerId); place(event); };
    const move = (event) => { if (svg.hasPointerCapture(event.pointerId)) place(event); };
    svg.addEventListener("pointerdown", down);
    svg.addEventListener("pointermove", move);
    svg.classList.add("drawn-into");
    return () => {
      svg.removeEventListener("pointerdown", down);
      svg.removeEventListener("pointermove", move);
      svg.classList.remove("drawn-into");
    };
  };

  // Into the axes of the next figure, whose lines are held back.
  const draw = (place, said, _number, blocks) => {
    const svg = blocks.map((block) => (block.matches("svg") ? block : block.querySelector("svg[role=img]"))).find(Boolean);
    const axes = axesOf(svg, +place.dataset.shown);
    if (!axes) return null;
    const { box, lines } = axes;
    const { layer, dots, move } = lineOfHandles(svg, box);
    let touched = false;
    const turn = (i, to) => {
      touched = true;
      const height = Math.min(1, Math.max(0, to));
      inputs[i].value = Math.round(height * FINEST);
      move(i, height);
    };
    const inputs = sliders(said, dots, turn);
    const end = dragged(svg, ({ x, y }) => {
      const i = Math.round(((x - box.x) / box.width) * (HANDLES - 1));
      if (i >= 0 && i < HANDLES) turn(i, 1 - (y - box.y) / box.height);
    });
    for (const line of lines) line.style.visibility = "hidden";
    const after = (guessed) => {
      end();
      for (const line of lines) line.style.visibility = "";
      for (const dot of dots) dot.remove();
      if (!guessed) layer.remove();
    };
    const held = blocks.filter((block) => !block.contains(svg));
    return { controls: element("div", { className: "handles" }, ...inputs), guess: () => (touched ? "" : null), held, after };
  };

  const open = (place, number) => {
    const said = ((table) => (key) => table[`predict_${key}`])(JSON.parse(place.dataset.said));
    const blocks = waiting(place);
    const kind = { choose, number: numeric, draw }[place.dataset.kind];
    const asked = kind(place, said, number, blocks);
    if (!asked) return;
    const { controls, guess, truth, held = blocks, after = () => {} } = asked;
    const outcome = element("p", { className: "outcome" });
    outcome.setAttribute("role", "status");
    for (const block of held) block.hidden = "until-found";

    const show = (told) => {
      for (const block of held) block.hidden = false;
      after(told !== "");
      outcome.textContent = told;
      form.remove();
    };
    const answer = () => {
      const own = guess();
      if (own === null) { outcome.textContent = said("nothing"); return; }
      if (truth === undefined) show(said("drawn"));
      else show(said(own === truth || +own === +truth ? "right" : "compared").replaceAll("{guess}", own).replaceAll("{truth}", truth));
    };
    const form = element("form", { autocomplete: "off" }, controls,
      element("button", { type: "submit" }, said("guess")), element("button", { type: "button", onclick: () => show("") }, said("show")));
    form.addEventListener("submit", (event) => { event.preventDefault(); answer(); });
    // Whoever looks for a word finds it, and whoever prints has all.
    for (const block of held) block.addEventListener("beforematch", () => form.isConnected && show(""));
    window.addEventListener("beforeprint", () => form.isConnected && show(""));
    if (place.dataset.kind === "draw") form.append(element("p", { className: "hint" }, said("draw_how")));
    place.append(form, outcome);
  };

  document.querySelectorAll(".predict").forEach(open);
}
