// What a rule keeps and computes on its way: velocity, sums of squares, moments and their corrections.
import { drawInside } from "./drawing.js";
import { choice, element } from "./element.js";
import { rules } from "./rules.js";

// names: of the rules. onChange is told what is new of the state: {inside}, a rule. Rules without an inside are left out.
export const createInside = ({ names, said, onChange }) => {
  const canvas = element("canvas", { className: "inside", role: "img" });
  const withInside = names.filter((name) => rules[name].inside.length);
  let quantity = null, shown = null;

  const name = () => {
    what.show(quantity);
    canvas.setAttribute("aria-label", said("of_inside", { quantity: said(`quantity_${quantity}`), rule: said(`rule_${shown}`) }));
  };
  const which = choice({
    label: said("inside"), options: withInside.map((rule) => [rule, said(`rule_${rule}`)]), onChoose: (inside) => onChange({ inside }),
  });
  const what = choice({ label: said("quantity"), options: [], onChoose: (chosen) => { quantity = chosen; name(); onChange({}); } });

  const show = (state) => {
    if (!withInside.length || state.inside === shown) return;
    shown = withInside.includes(state.inside) ? state.inside : withInside.at(-1);
    const quantities = rules[shown].inside;
    if (!quantities.includes(quantity)) quantity = quantities[0];
    which.show(shown);
    what.offer(quantities.map((one) => [one, said(`quantity_${one}`)]));
    name();
  };
  const draw = (state, walks) => {
    if (!shown) return;
    const path = walks.find((one) => one.name === shown)?.path;
    const both = path?.inside[rules[shown].inside.indexOf(quantity)] ?? [[], []];
    drawInside(canvas, state, both, { xLabel: said("at_step"), yLabel: said("both_coordinates") });
  };
  const parts = withInside.length ? [element("div", { className: "choices" }, ...which.parts, ...what.parts), canvas] : [];
  return { parts, show, draw };
};
