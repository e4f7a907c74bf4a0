// Solves exercises in the book's pages with a real browser and reports what it saw, as JSON. Judging is left to the tests.
// Usage: node write_it_here.js CHROMIUM BASE_URL FOLDER_FOR_DOWNLOADS BOOKS_FOLDER < {pages: {page: [exercise...]},
// stub, wrong, endless, right, references: {exercise: text}}
"use strict";
const { readFileSync } = require("node:fs");
const { chromium } = require("playwright-core");
const { PATIENCE, newContext, offer, openEditor, textOf, write, check, accessible } = require("./exercise_in_page.js");
const [executablePath, base, downloads, folder] = process.argv.slice(2);
const given = JSON.parse(readFileSync(0, "utf8"));
const PAGE = "book/optimization/momentum.html";
const KEY = /^training-neural-networks\/\w+\/optimization\/momentum$/;

const answerIsOpen = (page) => page.locator(".answer").first().evaluate((answer) => answer.querySelector(".closed").hidden);

// One exercise, from the stub to a pass, with all that can happen on the way.
const oneExercise = async (browser) => {
  const { context, seen } = await newContext(browser, base);
  const page = await context.newPage();
  await page.goto(base + PAGE);
  const said = { before: [...seen.requests], answerBefore: await answerIsOpen(page) };
  const place = await openEditor(page);
  said.focused = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  said.afterTab = await page.evaluate(() => document.activeElement.textContent);
  said.opened = await textOf(place);
  said.stub = await check(place);
  await write(page, place, given.wrong);
  said.wrong = await check(place);
  const own = page.locator("#explorer-momentum .yours");
  await own.filter({ hasText: "momentum_step" }).waitFor();
  said.own = await own.innerText();
  said.answerAfterOne = await answerIsOpen(page);
  said.accessible = await accessible(page);
  await page.screenshot({ path: `${downloads}/wrong.png` });
  await write(page, place, given.endless);
  said.endless = await check(place);
  said.afterTheEnd = await textOf(place);
  // Two more changed attempts; one that is checked again unchanged is none.
  await write(page, place, `${given.wrong}# second\n`);
  await check(place);
  await check(place);
  said.answerAfterTwo = await answerIsOpen(page);
  await write(page, place, `${given.wrong}# third\n`);
  await check(place);
  said.answerAfterThree = await answerIsOpen(page);
  await write(page, place, given.right);
  said.right = await check(place);
  said.requests = [...seen.requests];
  said.problems = [...seen.problems];
  await place.locator("button.reset").click();
  said.reset = await textOf(place);
  await place.locator(".status button").click();
  said.broughtBack = await textOf(place);

  // From here on the page's Python is not needed.
  await context.route("**/worker.js", (route) => route.abort());
  await page.reload();
  said.reloaded = await textOf(await openEditor(page));
  const other = await context.newPage();
  await other.goto(base + PAGE);
  await write(other, await openEditor(other), "# from another tab\n");
  await page.waitForFunction(() => document.querySelector(".write-it-here .status").textContent.includes("another tab"));
  said.followed = await textOf(offer(page, "optimization/momentum"));
  await other.close();
  await page.evaluate((pattern) => {
    const key = Object.keys(localStorage).find((one) => new RegExp(pattern).test(one));
    localStorage.setItem(key.replace(/\/\w+/, "/0123456789abcdef"), JSON.stringify({ text: "# an older release", saved: "2020" }));
    localStorage.removeItem(key);
  }, KEY.source);
  await page.reload();
  const older = await openEditor(page);
  said.older = { text: await textOf(older), status: await older.locator(".status").innerText() };
  await context.close();
  return { ...said, external: seen.external };
};

const withStorage = async (browser, breakIt) => {
  const { context } = await newContext(browser, base);
  await context.route("**/worker.js", (route) => route.abort());
  const page = await context.newPage();
  await page.addInitScript(breakIt);
  await page.goto(base + PAGE);
  const place = await openEditor(page);
  await write(page, place, "# mine\n");
  const said = { text: await textOf(place), storing: await place.locator(".storing").innerText() };
  await page.locator("details:has(.answer) > summary").click();
  await page.locator(".answer .closed button").click();
  said.answerByHand = await answerIsOpen(page);
  await context.close();
  return said;
};

const full = () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; };
const forbidden = () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });

const fromFile = async (browser) => {
  const page = await browser.newPage();
  await page.goto(`file://${folder}/${PAGE}`);
  await page.locator(".write-it-here button").click();
  const said = await page.locator(".write-it-here .as-file").innerText();
  await page.close();
  return said;
};

const course = async (page) => {
  await page.goto(`${base}book/your_course.html`);
  await page.locator(".your-course .export").waitFor();
  return page.locator(".your-course [data-function]").evaluateAll((rows) =>
    Object.fromEntries(rows.map((row) => [row.dataset.function, row.dataset.state])));
};

const soFar = (page) => page.locator(".so-far").innerText();

// Every exercise: the stub in its own page, the reference in its place; then all are checked by one Python.
const allExercises = async (browser) => {
  const { context, seen } = await newContext(browser, base);
  const page = await context.newPage();
  const said = { before: await course(page), opened: {} };
  await context.route("**/worker.js", (route) => route.abort());
  for (const [address, exercises] of Object.entries(given.pages)) {
    await page.goto(base + address);
    for (const exercise of exercises) {
      const place = await openEditor(page, exercise);
      said.opened[exercise] = await textOf(place);
      await write(page, place, given.references[exercise]);
    }
  }
  await context.unroute("**/worker.js");
  said.written = await course(page);
  await page.locator("button.check-all").click();
  await page.waitForFunction(() => /All of it is checked|could not/.test(document.querySelector(".your-course .status").textContent), null, { timeout: PATIENCE });
  said.checked = await page.locator(".your-course [data-function]").evaluateAll((rows) => rows.map((row) => row.dataset.state));
  said.soFar = await soFar(page);
  const [handed] = await Promise.all([page.waitForEvent("download"), page.locator("button.export").click()]);
  await handed.saveAs(`${downloads}/exercises.zip`);
  said.accessible = await accessible(page);
  await page.goto(base + PAGE);
  said.answerAfterPass = await answerIsOpen(page);
  await context.close();
  return { ...said, external: seen.external };
};

// A folder that was written elsewhere.
const importing = async (browser) => {
  const { context } = await newContext(browser, base);
  const page = await context.newPage();
  await course(page);
  const [input] = await page.locator(".your-course input[type=file]").all();
  const status = () => page.locator(".your-course .status").innerText();
  const take = async (name) => {
    const before = await status();
    await input.setInputFiles(`${downloads}/${name}`);
    await page.waitForFunction((old) => document.querySelector(".your-course .status").innerText !== old, before);
    return status();
  };
  const kept = () => page.evaluate(() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith("training")).map(([key, work]) => [key.split("/").slice(2).join("/"), { ...JSON.parse(work), saved: undefined }])));
  const said = { status: await take("exercises.zip"), kept: await kept() };
  said.again = await take("exercises.zip");
  await take("momentum.ipynb");
  await page.locator("button.take-back").click();
  said.takenBack = await kept();
  said.notebook = await take("momentum.ipynb");
  said.strange = await take("strange.py");
  said.damaged = await take("damaged.zip");
  const [handed] = await Promise.all([page.waitForEvent("download"), page.locator("button.export").click()]);
  await handed.saveAs(`${downloads}/again.zip`);
  await context.close();
  return said;
};

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const report = {
    one: await oneExercise(browser),
    full: await withStorage(browser, full),
    forbidden: await withStorage(browser, forbidden),
    file: await fromFile(browser),
    all: await allExercises(browser),
    imported: await importing(browser),
  };
  await browser.close();
  process.stdout.write(JSON.stringify(report));
})();
