// An exercise in its chapter: an editor with the stub's module, Check, Reset, Download, and the report below.
import { createPython } from "./checking.js";
import { createEditor } from "./editor.js";
import { element } from "./element.js";
import { shown, summary } from "./report.js";
import { said, speak } from "./said.js";
import { afterCheck, keep, kept, keptOfAnotherRelease, whenAnotherTabKeeps } from "./stored.js";

const ADDRESS = new URL("./", import.meta.url).href;
const BOOK = new URL("../", import.meta.url).href;
const MEGABYTE = 1e6;

const taken = async (name, kind) => {
  const answer = await fetch(new URL(name, ADDRESS));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer[kind]();
};

// The page's Python, shared by its exercises; whoever waits for it hears of it.
const hearing = new Set();
let setup, python;

const megabytes = (bytes) => (bytes / MEGABYTE).toFixed(1);

const hear = (data) => {
  const received = Math.min(data.bytes ?? 0, setup.bytes);
  const text = data.kind === "started" ? said("ready")
    : received < setup.bytes ? said("loading", { received: megabytes(received), total: megabytes(setup.bytes) })
      : said("starting");
  for (const listener of hearing) listener(text, data.kind === "started" ? null : received / setup.bytes);
};

const prepare = async () => {
  setup ??= await taken("setup.json", "json");
  speak(setup.messages);
  python ??= createPython(ADDRESS, setup, hear);
};

const download = (name, text) => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/x-python" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 0);
};

const buttonFor = (key, act) => {
  const button = element("button", { type: "button", className: key }, said(key));
  button.addEventListener("click", act);
  return button;
};

const firstWork = (about, stub) => {
  const here = kept(about);
  if (here) return [here, ""];
  const older = keptOfAnotherRelease(about);
  return older ? [{ text: older.text }, said("from_another_release")] : [{ text: stub }, ""];
};

// place: the element in the page that it is put into, with the exercise's name, "optimization/momentum".
export const open = async (place, name) => {
  await prepare();
  const about = setup.exercises.find((one) => `${one.assignment}/${one.exercise}` === name);
  const [stub, rules] = await Promise.all([taken(`exercises/${name}.py`, "text"), taken(`exercises/${name}.json`, "text")]);
  const module = `${about.exercise}.py`;

  let [work, notice] = firstWork(about, stub);
  const status = element("p", { className: "status", role: "status" });
  const storing = element("p", { className: "storing", role: "alert" });
  const progress = element("progress", { max: 1, value: 0, ariaLabel: said("starting") });
  const report = element("div", { className: "report" });
  const say = (text, ...more) => status.replaceChildren(text, ...more);

  const save = (changed) => {
    work = { ...work, ...changed };
    const hindrance = keep(about, work);
    storing.textContent = hindrance ? said("not_kept", { reason: hindrance }) : "";
  };

  const answered = (answer, text) => {
    if (answer.kind === "ended") return say(answer.function ? said("ended", answer) : said("ended_reading"));
    if (answer.kind === "failed") return say(said("failed", { reason: answer.message }));
    if (answer.kind === "not started") return say(said("not_started", { reason: answer.message }));
    save(afterCheck({ ...work, text: editor.text() }, text, answer.report.functions));
    say(summary(answer.report));
    report.replaceChildren(...shown(answer.report, editor.goTo));
    document.dispatchEvent(new CustomEvent("exercise-checked", { detail: { ...about, text, report: answer.report } }));
  };

  const check = async () => {
    if (checkButton.ariaDisabled === "true") return;
    checkButton.ariaDisabled = "true";
    report.replaceChildren();
    say(said("waits"));
    const text = editor.text();
    const question = { assignment: about.assignment, exercise: about.exercise, text, rules, book: BOOK };
    const answer = await python.check(question, (current) => say(said("checking", { function: current })));
    answered(answer, text);
    checkButton.ariaDisabled = "false";
  };

  const reset = () => {
    const before = editor.text();
    editor.replace(stub);
    const back = buttonFor("bring_back", () => { editor.replace(before); say(said("is_back")); checkButton.focus(); });
    say(`${said("was_reset")} `, back);
  };

  const keysId = `keys-${about.exercise}`;
  const holder = element("div", { className: "editor" });
  const checkButton = buttonFor("check", check);
  const buttons = [checkButton, buttonFor("reset", reset), buttonFor("download", () => download(module, editor.text()))];
  place.replaceChildren(
    holder, element("p", { className: "keys", id: keysId }, said("keys")),
    element("div", { className: "buttons" }, ...buttons), progress, status, storing, report,
  );
  const editor = createEditor(holder, work.text, {
    attributes: { "aria-label": said("module", { module }), "aria-describedby": keysId },
    onChange: (text) => save({ text }),
    onCheck: check,
  });

  whenAnotherTabKeeps(about, (theirs) => {
    if (theirs.text !== editor.text()) {
      editor.replace(theirs.text);
      say(said("from_another_tab"));
    }
    work = theirs;
  });
  hearing.add((text, share) => {
    progress.hidden = share === null;
    if (share !== null) progress.value = share;
    if (checkButton.ariaDisabled !== "true" || share !== null) say(text);
  });
  if (notice) say(notice);
  python.start();
  return editor;
};
