// What is done with an explorer as a whole: each rule at its fastest rate, all as it was, a link to what is set.
import { button, element } from "./element.js";
import { settingsIn } from "./state.js";
import { fastestRate } from "./walks.js";

// Each rule's fastest rate where there is one, and the names of the rules without.
const fastestRates = (state) => {
  const found = state.shown.map((rule) =>
    [rule, fastestRate(rule, state.surface, state.start, state.steps, settingsIn(state)(rule))]);
  const rates = Object.fromEntries(found.filter(([, rate]) => rate !== null).map(([rule, rate]) => [rule, +rate.toPrecision(4)]));
  return { rates: { ...state.rates, ...rates }, without: found.filter(([, rate]) => rate === null).map(([rule]) => rule) };
};

// id: of the explorer in its page; settle(): brings the address up to date.
export const createTools = ({ id, said, state, usual, onChange, settle }) => {
  const notice = element("p", { className: "notice", role: "status" });

  const goFastest = () => {
    const { rates, without } = fastestRates(state());
    onChange({ rates });
    const lacking = without.map((rule) => said(`rule_${rule}`)).join(", ");
    notice.textContent = lacking ? said("fastest_found", { without: lacking }) : said("fastest_found_all");
  };
  const reset = () => {
    onChange(usual);
    notice.textContent = "";
  };
  const link = async () => {
    settle();
    const address = `${location.origin}${location.pathname}${location.search}#${id}`;
    const copied = await navigator.clipboard?.writeText(address).then(() => true, () => false);
    if (!copied) location.hash = id;
    notice.textContent = said(copied ? "linked" : "linked_above");
  };
  const buttons = [["fastest", goFastest], ["reset", reset], ["link", link]].map(([key, act]) => button(said(key), act));
  return { buttons, notice };
};
