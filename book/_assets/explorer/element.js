// Elements of the page.

// An element with properties, attributes (names with a hyphen, and role) and children, which may be texts.
export const element = (name, properties = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children);
  return made;
};

export const row = (className, ...children) => element("div", { className }, ...children);

let made = 0;

// A slider with its label and value, three children of a grid. scale: {to, from} between what is meant and 0 to 1, and
// `round`, which leaves what is meant few digits, but so many that no two of the slider's places mean the same: otherwise
// a key would not move it. places(): how many there are after the first. Returns {parts, show(value)}.
export const PLACES = 400;
export const slider = ({ label, scale, text, onTurn, places = () => PLACES }) => {
  const id = `turned-${++made}`;
  const input = element("input", { type: "range", id, min: 0, step: 1, autocomplete: "off" });
  const value = element("span", { className: "value", "aria-hidden": "true" });
  const show = (now) => {
    input.max = places();
    input.value = Math.round(scale.to(now) * places());
    value.textContent = text(now);
    input.setAttribute("aria-valuetext", text(now));
  };
  input.addEventListener("input", () => onTurn(scale.round(scale.from(input.valueAsNumber / places()))));
  return { parts: [element("label", { htmlFor: id }, label), input, value], show };
};

export const linear = (low, high) => ({
  to: (value) => (value - low) / (high - low),
  from: (part) => low + part * (high - low),
  round: (value) => +value.toFixed(4),
});

export const logarithmic = (low, high) => {
  const { to, from } = linear(Math.log(low), Math.log(high));
  return { to: (value) => to(Math.log(value)), from: (part) => Math.exp(from(part)), round: (value) => +value.toPrecision(4) };
};

// For shares near 1: what is lost of them is turned, by factors. 0 is where the slider begins.
export const share = (closest) => {
  const { to, from } = linear(0, -Math.log(1 - closest));
  return {
    to: (value) => to(-Math.log(1 - value)),
    from: (part) => 1 - Math.exp(-from(part)),
    round: (value) => +(1 - +(1 - value).toPrecision(3)).toFixed(8),
  };
};

// A choice among options, pairs of value and text.
export const choice = ({ label, options, onChoose }) => {
  const id = `turned-${++made}`;
  const select = element("select", { id, autocomplete: "off" });
  const offer = (offered) => select.replaceChildren(...offered.map(([value, text]) => element("option", { value }, text)));
  offer(options);
  select.addEventListener("change", () => onChoose(select.value));
  return { parts: [element("label", { htmlFor: id }, label), select], show: (value) => { select.value = value; }, offer };
};

export const button = (text, act) => {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", act);
  return made;
};
