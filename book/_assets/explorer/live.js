// What all figures have in common that answer at once: they are drawn with the next frame, and told once the reader rests.

const QUIET = 300; // milliseconds without a change, after which it is told and stands in the address

// draw(); tell(): say the state in words; address(search): the address's search with the state in it.
export const createLive = ({ draw, tell, address }) => {
  let due = 0, quiet = 0;
  const drawSoon = () => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      draw();
    });
  };
  const settle = () => {
    tell();
    if (location.protocol !== "file:") { // where no address may be rewritten
      history.replaceState(history.state, "", location.pathname + address(location.search) + location.hash);
    }
  };
  const show = () => {
    drawSoon();
    clearTimeout(quiet);
    quiet = setTimeout(settle, QUIET);
  };
  return { drawSoon, settle, show };
};

// Puts the parts of a figure where its still one stood. redraw(): the size or the colours of the page are others.
export const putInPlace = (place, parts, { sized, redraw }) => {
  place.querySelector(".still").remove();
  document.getElementById(place.dataset.replaces)?.remove();
  place.append(...parts);
  new ResizeObserver(redraw).observe(sized);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  if (location.hash === `#${place.id}`) place.scrollIntoView();
};
