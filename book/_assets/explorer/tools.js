// What is done with a figure as a whole: all as it was, a link to what is set, and what only one kind of figures has.
import { button, element } from "./element.js";

// id: of the figure in its page; settle(): brings the address up to date; first: pairs of a message's key and what a
// button of that name does, which returns what is to be said.
export const createTools = ({ id, said, settle, reset, first = [] }) => {
  const notice = element("p", { className: "notice", role: "status" });

  const resetAll = () => {
    reset();
    return "";
  };
  const link = async () => {
    settle();
    const address = `${location.origin}${location.pathname}${location.search}#${id}`;
    const copied = await navigator.clipboard?.writeText(address).then(() => true, () => false);
    if (!copied) location.hash = id;
    return said(copied ? "linked" : "linked_above");
  };
  const buttons = [...first, ["reset", resetAll], ["link", link]].map(([key, act]) =>
    button(said(key), async () => { notice.textContent = await act(); }));
  return { buttons, notice };
};
