// Formulas in, HTML out: one JSON object a line. {tex, display} gives {html} or {error}.
"use strict";
const katex = require("katex");
const lines = require("node:readline").createInterface({ input: process.stdin });

lines.on("line", (line) => {
  const { tex, display } = JSON.parse(line);
  let answer;
  try {
    answer = { html: katex.renderToString(tex, { displayMode: display, strict: "error" }) };
  } catch (refusal) {
    answer = { error: refusal.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
