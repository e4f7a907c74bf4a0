// Puts an editor where an exercise is handed out, once its button is pressed. Until then nothing of it is loaded.
"use strict";

for (const place of document.querySelectorAll(".write-it-here")) {
  const button = place.querySelector("button");
  const address = (name) => new URL(`${document.documentElement.dataset.content_root}write_it_here/${name}`, location.href).href;

  const open = async () => {
    for (const note of place.querySelectorAll("p")) note.hidden = true;
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address("write_it_here.css") });
    if (!document.querySelector(`link[href="${style.href}"]`)) document.head.append(style);
    const { open } = await import(address("exercise.js"));
    await open(place, place.dataset.exercise);
    place.querySelector("[role=textbox]").focus();
  };

  button.hidden = false;
  button.addEventListener("click", () => {
    if (location.protocol === "file:") place.querySelector(".as-file").hidden = false;
    else open().catch(() => { place.querySelector(".not-fetched").hidden = false; });
  });
}
