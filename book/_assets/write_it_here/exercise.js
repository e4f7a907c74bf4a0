// An exercise in its chapter: an editor with the stub's module, Check, Reset, Download, and the report below.
import { createEditor } from "./editor.js";
import { buttonFor, download, element } from "./element.js";
import { check as checkText, loadingShown, prepare, startPython, taken } from "./page_python.js";
import { shown, summary } from "./report.js";
import { said } from "./said.js";
import { afterCheck, keep, kept, keptOfAnotherRelease, whenAnotherTabKeeps } from "./stored.js";

const firstWork = (about, stub) => {
  const here = kept(about);
  if (here) return [here, ""];
  const older = keptOfAnotherRelease(about);
  return older ? [{ text: older.text }, said("from_another_release")] : [{ text: stub }, ""];
};

// place: the element in the page that it is put into, with the exercise's name, "optimization/momentum".
export const open = async (place, name) => {
  const { exercises } = await prepare();
  const about = exercises.find((one) => `${one.assignment}/${one.exercise}` === name);
  const stub = await taken(`exercises/${name}.py`, "text");
  const module = `${about.exercise}.py`;

  let [work, notice] = firstWork(about, stub);
  const status = element("p", { className: "status", role: "status" });
  const storing = element("p", { className: "storing", role: "alert" });
  const report = element("div", { className: "report" });
  const say = (text, ...more) => status.replaceChildren(text, ...more);

  const save = (changed) => {
    work = { ...work, ...changed };
    const hindrance = keep(about, work);
    storing.textContent = hindrance ? said("not_kept", { reason: hindrance }) : "";
  };

  const answered = (answer, text) => {
    if (answer.kind !== "checked") return say(answer.text);
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
    answered(await checkText(about, text, (current) => say(said("checking", { function: current }))), text);
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
  const buttons = [checkButton, buttonFor("reset", reset), buttonFor("download", () => download(module, "text/x-python", editor.text()))];
  place.replaceChildren(
    holder, element("p", { className: "keys", id: keysId }, said("keys")),
    element("div", { className: "buttons" }, ...buttons), loadingShown(), status, storing, report,
  );
  const editor = createEditor(holder, work.text, {
    attributes: { "aria-label": said("module", { module }), "aria-describedby": keysId },
    onChange: (text) => save({ text }),
    onCheck: check,
  });

  whenAnotherTabKeeps(about, (theirs) => {
    work = theirs;
    if (theirs.text === editor.text()) return;
    editor.replace(theirs.text);
    say(said("from_another_tab"));
  });
  if (notice) say(notice);
  startPython();
  return editor;
};
