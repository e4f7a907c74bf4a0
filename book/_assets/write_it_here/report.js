// The answer of a check: what to do next, and the report of every function.
import { element } from "./element.js";
import { said } from "./said.js";

const stateSaid = (state) => said(`state_${state.replace(" ", "_")}`);

const heading = ({ function: name, state, points, max_points: most }) =>
  said("standing", { name, state: stateSaid(state), points: said("points", { points, most }) });

const fromHtml = (html) => {
  // Made by the course's own report, which escapes all that was written by the reader.
  const holder = element("div");
  holder.innerHTML = html;
  return holder.firstElementChild;
};

const folded = (result, open) =>
  element("details", { className: "function", open }, element("summary", {}, heading(result)), fromHtml(result.html));

// A sentence on the whole exercise.
export const summary = ({ functions, next }) => {
  const passed = functions.filter(({ state }) => state === "passes").length;
  if (passed === functions.length) return said("passes_all");
  return said("passes_some", { passed, all: functions.length, next });
};

// goTo: a function for the line that is named.
export const shown = (report, goTo) => {
  const parts = report.notes.map((note) => element("p", { className: "note" }, note));
  if (report.printed) {
    parts.push(element("p", {}, said("printed")));
    parts.push(element("pre", { tabIndex: 0, ariaLabel: said("printed") }, report.printed));
  }
  if (report.line) {
    const button = element("button", { type: "button", className: "line" }, said("go_to_line", { line: report.line }));
    button.addEventListener("click", () => goTo(report.line));
    parts.push(button);
  }
  parts.push(...report.functions.map((result) => folded(result, result.function === report.todo)));
  return parts;
};
