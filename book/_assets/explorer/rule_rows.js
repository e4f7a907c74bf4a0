// A row for every rule: whether it walks, how its line looks, its learning rate, and how far it has come.
import { element, slider } from "./element.js";
import { rules } from "./rules.js";
import { short } from "./said.js";
import { swatch } from "./swatch.js";
import { stepsToGoal } from "./walks.js";

export const ruleRows = ({ names, said, rateScale, onShow, onRate }) => {
  const rows = names.map((name) => {
    const rule = said(`rule_${name}`);
    const rate = slider({ label: said("rate_of", { rule }), scale: rateScale, text: short, onTurn: (value) => onRate(name, value) });
    const shown = element("input", { type: "checkbox", autocomplete: "off" });
    shown.addEventListener("change", () => onShow(rows.filter((one) => one.shown.checked).map((one) => one.name)));
    const reached = element("span", { className: "reached" });
    const [label, input, value] = rate.parts;
    label.className = "unseen";
    const named = element("label", { className: "named" }, shown, swatch(rules[name].look), rule);
    return { name, shown, rate, reached, element: element("div", { className: "rule" }, named, label, input, value, reached) };
  });
  const fieldset = element("fieldset", {}, element("legend", {}, said("rules")), ...rows.map((row) => row.element));
  const show = (state, walks) => {
    for (const { name, shown, rate, reached } of rows) {
      shown.checked = state.shown.includes(name);
      rate.show(state.rates[name]);
      const path = walks.find((one) => one.name === name)?.path;
      const needed = path && stepsToGoal(path, state.steps);
      const lost = path && path.gap.length <= state.steps;
      reached.textContent = !path ? "" : lost ? said("lost") : needed === null ? said("not_at_goal") : said("at_goal", { steps: needed });
    }
  };
  return { fieldset, show };
};
