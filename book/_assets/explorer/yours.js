// The reader's own rule beside the reference's. Whoever runs the reader's Python in this page hears of it by two events:
//
//   "exercise-checked" on the document, detail {assignment, exercise, text}: a module was checked, and this is its text.
//   "walk-asked", which this dispatches after one, detail {assignment, exercise, text, question, answer}: walk by that
//   module, as autograder/check/own_walk.py does with the question; then call answer({x, y}) or answer({complaint}).
import { element } from "./element.js";
import { rules, surfaces } from "./rules.js";

export const watchOwnRules = ({ names, said, onWalk }) => {
  const notes = element("p", { className: "yours", role: "status" });
  let checked = null, path = null, asked = 0, again = () => {};

  document.addEventListener("exercise-checked", ({ detail: { assignment, exercise, text } }) => {
    if (assignment !== "optimization") return;
    const name = names.findLast((one) => rules[one].exercise === exercise);
    if (!name) return;
    checked = { assignment, exercise, text, name };
    again();
  });

  const heard = (number, { surface: surfaceName, label }) => ({ x, y, complaint = "" }) => {
    if (number !== asked) return;
    if (complaint) checked = null; // not asked again before it is checked again: it may never end
    const { loss, lowest } = surfaces[surfaceName];
    path = x ? { x, y, gap: x.map((one, i) => loss(one, y[i]) - lowest) } : null;
    notes.replaceChildren(element("span", { className: "dots", "aria-hidden": "true" }), complaint ? `${label}: ${complaint}` : label);
    onWalk();
  };

  const ask = (state, settingsOf) => {
    again = () => ask(state, settingsOf);
    if (!checked) return;
    const { name, ...module } = checked;
    const rule = rules[name];
    const given = settingsOf(name);
    const question = {
      function: rule.function, state: rule.state, gradient: surfaces[state.surface].python, start: state.start, steps: state.steps,
      settings: Object.fromEntries(Object.entries(rule.settings).map(([key, usual]) => [key, given[key] ?? usual])),
    };
    const answer = heard(++asked, { surface: state.surface, label: said("rule_yours", { function: rule.function }) });
    document.dispatchEvent(new CustomEvent("walk-asked", { detail: { ...module, question, answer } }));
  };

  return { notes, ask, path: () => path };
};
