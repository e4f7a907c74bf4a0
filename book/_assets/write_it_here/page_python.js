// What a page shares: the setup that was written when the book was built, and one Python for all its exercises.
import { createPython } from "./checking.js";
import { element } from "./element.js";
import { said, speak } from "./said.js";

const ADDRESS = new URL("./", import.meta.url).href;
export const BOOK = new URL("../", import.meta.url).href;
const MEGABYTE = 1e6;

// A file of this folder, read as "json", "text" or "arrayBuffer".
export const taken = async (name, kind) => {
  const answer = await fetch(new URL(name, ADDRESS));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer[kind]();
};

const hearing = new Set(); // each told a sentence, and the share of Python that has come, null once it runs
let preparing, python;

const megabytes = (bytes) => (bytes / MEGABYTE).toFixed(1);

const loadingSaid = (received, total) =>
  received < total ? said("loading", { received: megabytes(received), total: megabytes(total) }) : said("starting");

const prepared = async () => {
  const setup = await taken("setup.json", "json");
  speak(setup.messages);
  python = createPython(ADDRESS, setup, ({ kind, bytes = 0 }) => {
    const text = kind === "started" ? said("ready") : loadingSaid(bytes, setup.bytes);
    for (const listener of hearing) listener(text, kind === "started" ? null : Math.min(1, bytes / setup.bytes));
  });
  return setup;
};

// The setup, {exercises, ...}; after it all can be said and asked.
export const prepare = () => (preparing ??= prepared().catch((error) => { preparing = undefined; throw error; }));

export const startPython = () => python.start();

// Shows how far Python is.
export const loadingShown = () => {
  const text = element("span", { role: "status" });
  const progress = element("progress", { max: 1, value: 0, ariaLabel: said("starting"), hidden: true });
  hearing.add((told, share) => {
    text.textContent = told;
    progress.hidden = share === null;
    progress.value = share ?? 1;
  });
  return element("p", { className: "loading" }, text, progress);
};

// Checks an exercise's text. Returns {kind: "checked", report}, or what to say in its place, {text}.
export const check = async ({ assignment, exercise }, text, onBegin) => {
  const rules = await taken(`exercises/${assignment}/${exercise}.json`, "text").catch(() => null);
  if (rules === null) return { text: said("not_fetched") };
  const language = document.documentElement.lang.replace("-", "_");
  const answer = await python.check({ assignment, exercise, text, rules, book: BOOK, language }, onBegin);
  if (answer.kind === "checked") return answer;
  if (answer.kind === "ended") return { text: answer.function ? said("ended", answer) : said("ended_reading") };
  return { text: said(answer.kind === "failed" ? "failed" : "not_started", { reason: answer.message }) };
};

// Where a rule of a text walks, as own_walk.py says it: {x, y}, or {complaint}.
const walk = async (question) => {
  const answer = await python.walk(question);
  if (answer.kind === "walked") return answer.walk;
  return { complaint: answer.kind === "ended" ? said("walk_ended") : answer.message };
};

// Explorers ask for it by an event (book/_assets/explorer/yours.js).
document.addEventListener("walk-asked", async ({ detail: { answer, ...question } }) => answer(await walk(question)));
