// How a line looks, as a piece of it.

const SVG = "http://www.w3.org/2000/svg";

export const swatch = ({ color, dash = [] }) => {
  const [svg, path] = ["svg", "path"].map((name) => document.createElementNS(SVG, name));
  svg.setAttribute("viewBox", "0 0 34 8");
  svg.setAttribute("aria-hidden", "true");
  for (const [key, value] of Object.entries({ d: "M0 4h34", stroke: color, "stroke-width": 2.5, "stroke-dasharray": dash.join(" ") })) {
    path.setAttribute(key, value);
  }
  svg.append(path);
  return svg;
};
