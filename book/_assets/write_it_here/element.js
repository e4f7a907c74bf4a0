// Elements of the page, and files for whoever reads it.
import { said } from "./said.js";

// An element with properties and children, which may be texts.
export const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// A button with the words of a message.
export const buttonFor = (key, act) => {
  const button = element("button", { type: "button", className: key.replace("_", "-") }, said(key));
  button.addEventListener("click", act);
  return button;
};

// Hands over a file.
export const download = (name, type, ...parts) => {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 0);
};
