// A formula wider than its place can be scrolled. Let the keyboard reach it, but only then.
"use strict";
{
  const mark = (boxes) => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  const formulas = document.querySelectorAll(".katex-display");
  const watch = new ResizeObserver((entries) => mark(entries.map((entry) => entry.target)));
  formulas.forEach((box) => watch.observe(box));
  document.fonts.ready.then(() => mark(formulas));
}
