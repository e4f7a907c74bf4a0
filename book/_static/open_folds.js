// A link to a fold, or to something in it, opens it: an erratum's number leads to its text. Paper has nothing to click.
"use strict";
{
  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let fold = target?.closest("details");
    if (!fold) return;
    for (; fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", openTarget);
  openTarget();
  const slips = document.querySelectorAll("details.slip:not([open])");
  addEventListener("beforeprint", () => slips.forEach((slip) => (slip.open = true)));
}
