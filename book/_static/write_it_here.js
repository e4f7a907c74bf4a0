// What a page needs before anything is clicked: the buttons that open an editor, and answers that wait for it. All else
// lies in write_it_here/, and comes with the first click; on the page "Your course" without one.
"use strict";
{
  const COURSE = "training-neural-networks/"; // as in stored.js
  const ATTEMPTS = 3;
  const address = (name) => new URL(`${document.documentElement.dataset.content_root}write_it_here/${name}`, location.href).href;

  // Loads a script of the folder and lets it open a place; where that cannot be, the place's own notes say why.
  const open = async (script, place, ...more) => {
    const note = (name) => { place.querySelector(name).hidden = false; };
    for (const one of place.querySelectorAll("[role=alert]")) one.hidden = true;
    if (location.protocol === "file:") return note(".as-file");
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address("write_it_here.css") });
    if (!document.querySelector(`link[href="${style.href}"]`)) document.head.append(style);
    try {
      await (await import(address(script))).open(place, ...more);
    } catch {
      note(".not-fetched");
    }
  };

  for (const place of document.querySelectorAll(".write-it-here[data-exercise]")) {
    const button = place.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await open("exercise.js", place, place.dataset.exercise);
      place.querySelector("[role=textbox]")?.focus();
    });
  }

  const course = document.querySelector(".your-course");
  if (course) open("your_course.js", course);

  // What the browser keeps of an exercise, of whatever release.
  const works = (exercise) => {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(COURSE) && key.endsWith(`/${exercise}`));
      return keys.map((key) => JSON.parse(localStorage.getItem(key)));
    } catch {
      return []; // forbidden, or not ours
    }
  };

  const isOpen = ({ dataset }) =>
    dataset.shown || works(dataset.exercise).some((work) =>
      work?.passed?.[dataset.function] || work?.attempts?.[dataset.function] >= ATTEMPTS);

  const answers = [...document.querySelectorAll(".answer")];
  const look = () => {
    for (const answer of answers) {
      const shown = Boolean(isOpen(answer));
      for (const part of answer.children) part.hidden = part.matches(".closed") === shown;
    }
  };
  for (const answer of answers) {
    answer.querySelector(".closed button").addEventListener("click", () => {
      answer.dataset.shown = "by hand";
      look();
      answer.focus();
    });
  }
  look();
  document.addEventListener("exercise-checked", look);
  addEventListener("storage", look);
}
