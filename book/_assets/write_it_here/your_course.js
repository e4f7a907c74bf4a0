// The page "Your course": what passes, what is next, and all of it as a folder, out and in.
import { download, buttonFor, element } from "./element.js";
import { folderOf, readFiles } from "./course_files.js";
import { check, loadingShown, prepare, taken } from "./page_python.js";
import { said } from "./said.js";
import { afterCheck, forget, keep, kept } from "./stored.js";

const nameOf = ({ assignment, exercise }) => `${assignment}/${exercise}`;
const stubOf = (about) => taken(`exercises/${nameOf(about)}.py`, "text");

// How far a function is: of the last check of the text that is kept now.
const stateOf = (about, name) => {
  const work = kept(about);
  if (!work) return "not begun";
  return work.checked === work.text ? work.states[name] ?? "unknown" : "unknown";
};

const fill = (page, exercises) => {
  const functions = exercises.flatMap((about) => about.functions.map(({ function: name }) => ({ about, name, state: stateOf(about, name) })));
  for (const { about, name, state } of functions) {
    const row = page.querySelector(`[data-function="${nameOf(about)}/${name}"]`);
    row.dataset.state = state;
    row.querySelector(".state").textContent = said(`state_${state.replace(" ", "_")}`);
  }
  const passed = functions.filter(({ state }) => state === "passes").length;
  const open = functions.filter(({ state }) => state !== "passes");
  const next = open.find(({ state }) => state !== "not begun") ?? open[0];
  const line = page.querySelector(".so-far");
  line.replaceChildren(`${said("course_total", { passed, all: functions.length })} `);
  if (!next) return line.append(said("course_done"));
  const [before, after] = said("course_next", { exercise: "\0" }).split("\0");
  const link = page.querySelector(`[data-exercise="${nameOf(next.about)}"] a`);
  line.append(before, element("a", { href: link.href }, next.name), after);
};

// Modules and notebooks as they are kept, else as they were released, each with its rules.
const exported = async (exercises) => {
  const files = {};
  await Promise.all(exercises.map(async (about) => {
    const name = nameOf(about), work = kept(about);
    files[`${name}.py`] = work?.text ?? (await stubOf(about));
    files[`${name}.ipynb`] = work?.notebook ?? (await taken(`exercises/${name}.ipynb`, "text"));
    files[`${name}.json`] = await taken(`exercises/${name}.json`, "text");
  }));
  return folderOf(Object.fromEntries(Object.entries(files).sort()));
};

// Takes files in. Returns {names, same, complaints, before}: before is what was kept of the exercises that changed.
const imported = async (files, exercises) => {
  const { taken: found, refused } = await readFiles(files, exercises);
  const result = { names: [], same: [], complaints: refused.map(({ key, ...values }) => said(key, values)), before: new Map() };
  for (const { about, kind, text } of found) {
    const file = `${about.exercise}.${kind}`, work = kept(about) ?? { text: await stubOf(about) };
    const field = kind === "py" ? "text" : "notebook";
    const here = work[field] ?? (await taken(`exercises/${nameOf(about)}.ipynb`, "text"));
    if (here === text) {
      result.same.push(file);
      continue;
    }
    if (!result.before.has(about)) result.before.set(about, kept(about));
    const hindrance = keep(about, { ...work, [field]: text });
    if (hindrance) result.complaints.push(said("not_kept", { reason: hindrance }));
    else result.names.push(file);
  }
  return result;
};

const takeBack = (before) => {
  for (const [about, work] of before) work ? keep(about, work) : forget(about);
};

const fileInput = (key, more) => {
  const input = element("input", { type: "file", multiple: true, ...more });
  return [element("label", { className: "choose" }, said(key), input), input];
};

// page: the element with the table of all functions.
export const open = async (page) => {
  const { exercises } = await prepare();
  const status = element("p", { className: "status", role: "status" });
  const say = (...parts) => status.replaceChildren(...parts);

  const checkAll = async () => {
    for (const about of exercises) {
      const work = kept(about);
      if (!work) continue;
      const answer = await check(about, work.text, (name) => say(said("checking", { function: name })));
      if (answer.kind !== "checked") return say(`${about.exercise}: ${answer.text}`);
      keep(about, afterCheck(kept(about) ?? work, work.text, answer.report.functions));
      fill(page, exercises);
    }
    say(said("checked_all"));
  };

  const take = async (input) => {
    const { names, same, complaints, before } = await imported(input.files, exercises);
    const told = [...complaints];
    if (names.length) told.unshift(said("imported", { names: names.join(said("comma")) }));
    else if (same.length) told.unshift(said("import_unchanged", { names: same.join(said("comma")) }));
    else if (!complaints.length) told.push(said("imported_nothing"));
    say(`${told.reduce((first, second) => said("two_sentences", { first, second }))} `);
    if (before.size) status.append(buttonFor("take_back", () => { takeBack(before); say(said("taken_back")); fill(page, exercises); }));
    input.value = "";
    fill(page, exercises);
  };

  const [fromFiles, files] = fileInput("import_files", { accept: ".py,.ipynb,.zip" });
  const [fromFolder, folder] = fileInput("import_folder", { webkitdirectory: true });
  for (const input of [files, folder]) input.addEventListener("change", () => take(input));
  const write = async () => {
    download("exercises.zip", "application/zip", await exported(exercises));
    say(said("exported"));
  };
  page.querySelector(".tools").replaceChildren(
    element("p", { className: "so-far" }),
    element("div", { className: "buttons" }, buttonFor("check_all", checkAll), buttonFor("export", write)),
    element("div", { className: "buttons" }, fromFiles, fromFolder), loadingShown(), status,
  );
  window.addEventListener("storage", () => fill(page, exercises));
  fill(page, exercises);
};
