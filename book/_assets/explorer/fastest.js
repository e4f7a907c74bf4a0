// Each rule at its fastest rate.
import { settingsIn } from "./state.js";
import { fastestRate } from "./walks.js";

// Each rule's fastest rate where there is one, and the names of the rules without.
const fastestRates = (state) => {
  const found = state.shown.map((rule) =>
    [rule, fastestRate(rule, state.surface, state.start, state.steps, settingsIn(state)(rule))]);
  const rates = Object.fromEntries(found.filter(([, rate]) => rate !== null).map(([rule, rate]) => [rule, +rate.toPrecision(4)]));
  return { rates: { ...state.rates, ...rates }, without: found.filter(([, rate]) => rate === null).map(([rule]) => rule) };
};

// What a button does that sets them, and what it says then.
export const fastestOf = ({ said, state, onChange }) => () => {
  const { rates, without } = fastestRates(state());
  onChange({ rates });
  const lacking = without.map((rule) => said(`rule_${rule}`)).join(said("comma"));
  return lacking ? said("fastest_found", { without: lacking }) : said("fastest_found_all");
};
