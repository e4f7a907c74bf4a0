// Uses the explorers and guesses of one page in a real browser, and reports what it saw, as JSON. Judging is left to the tests.
// Usage: node explorers.js CHROMIUM ADDRESS
"use strict";
const { readFileSync } = require("node:fs");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [executablePath, address] = process.argv.slice(2);
const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const FRAMES = 60;
const CURVES = { step_lengths: ["ArrowRight", "ArrowLeft"], newton: ["Home"], schedules: ["ArrowUp", "End"] };

const seen = { problems: [], external: [], axe: {}, tooWide: {} };

const open = async (browser, options = {}, search = "") => {
  const page = await browser.newPage({ viewport: SIZES.desk, ...options });
  page.on("pageerror", (error) => seen.problems.push(String(error)));
  await page.route("**", (route) => {
    const url = route.request().url();
    const ours = url.startsWith(new URL(address).origin);
    if (!ours && !url.startsWith("data:")) seen.external.push(url);
    return ours ? route.continue() : route.abort();
  });
  await page.goto(address + search, { waitUntil: "load" });
  return page;
};

// The sentence below an explorer, once it says something else than before.
const told = async (explorer, before = "") => {
  const status = explorer.locator(".told");
  await status.evaluate((element, old) => new Promise((resolve) => {
    const look = () => (element.textContent && element.textContent !== old ? resolve() : setTimeout(look, 20));
    look();
  }), before);
  return status.textContent();
};

const violations = async (page) => {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  });
  const found = await page.evaluate(() => axe.run("article", { resultTypes: ["violations"] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
};

const lookAtIt = async (page) => {
  await page.evaluate(axe);
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.evaluate((name) => { document.documentElement.dataset.theme = name; }, theme);
    for (const [name, size] of Object.entries(SIZES)) {
      await page.setViewportSize(size);
      seen.axe[`${theme} ${name}`] = await violations(page);
      seen.tooWide[name] = await page.evaluate(() => {
        const wide = [...document.querySelectorAll("article *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
        return wide.map((one) => `${one.localName}.${one.className}`).slice(0, 5);
      });
    }
  }
  await page.setViewportSize(SIZES.desk);
};

const useRace = async (page) => {
  const race = page.locator("#explorer-race");
  const [surface, map] = [race.locator(".pad").first(), race.locator(".map-figure .pad")];
  const said = { first: await told(race) };
  await surface.click({ position: { x: 200, y: 80 } });
  said.dropped = await told(race, said.first);
  await surface.press("ArrowRight");
  said.moved = await told(race, said.dropped);
  const rate = race.getByRole("slider", { name: "learning rate of Adam" });
  const before = await rate.getAttribute("aria-valuetext");
  await rate.press("ArrowRight");
  said.turned = await told(race, said.moved);
  said.rates = [before, await rate.getAttribute("aria-valuetext")];
  await race.getByRole("button", { name: "Step back" }).click();
  said.back = await told(race, said.turned);
  await race.getByRole("button", { name: "Step", exact: true }).click();
  said.on = await told(race, said.back);
  const time = race.getByRole("slider", { name: "step", exact: true });
  await time.press("Home");
  said.begin = await told(race, said.on);
  await race.getByRole("button", { name: "Play" }).click();
  await page.waitForFunction(() => +document.querySelector("#explorer-race .turn .value").textContent.split(" ")[0] > 3);
  await race.getByRole("button", { name: "Pause" }).click();
  // What is told may still be of an earlier step: it is told once the walk rests.
  await page.waitForFunction(() => {
    const at = document.querySelector("#explorer-race .turn .value").textContent.split(" ")[0];
    return document.querySelector("#explorer-race .told").textContent.includes(`After ${at} steps`);
  });
  said.played = await told(race, said.begin);
  await time.press("End");
  said.end = await told(race, said.played);
  await race.getByRole("button", { name: "fastest" }).click();
  said.fastest = await told(race, said.end);
  said.notice = await race.locator(".notice").textContent();
  await map.click({ position: { x: 300, y: 120 } });
  said.mapped = await told(race, said.fastest);
  await map.press("ArrowUp");
  said.mappedOn = await told(race, said.mapped);
  said.readout = await race.locator(".readout").textContent();
  await race.getByRole("combobox", { name: "Surface" }).selectOption("saddle");
  said.saddle = await told(race, said.mappedOn);
  said.search = new URL(page.url()).search;
  const again = await open(page.context().browser(), {}, said.search);
  said.sameAgain = await told(again.locator("#explorer-race"));
  await again.close();
  await race.getByRole("button", { name: "As it was" }).click();
  said.reset = await told(race, said.saddle);
  said.searchAfterReset = new URL(page.url()).search;
  return said;
};

// Does something, and notes what the figure says then, and what stands in the address.
const noting = (page, figure, steps) => async (act) => {
  await act();
  const sentence = await told(figure, steps.at(-1)?.sentence);
  steps.push({ sentence, search: new URL(page.url()).search });
};

// Each figure of curves, while its numbers are turned one after the other.
const useCurves = async (page) => {
  const all = {};
  for (const [name, keys] of Object.entries(CURVES)) {
    const [figure, steps] = [page.locator(`#explorer-${name}`), []];
    const next = noting(page, figure, steps);
    await next(() => {});
    for (const [i, key] of keys.entries()) await next(() => figure.getByRole("slider").nth(i).press(key));
    all[name] = steps;
  }
  return all;
};

// A start on the curve: dropped by the pointer, moved by keys, opened again by its address, and as it was.
const useNewton = async (page) => {
  const [figure, steps] = [page.locator("#explorer-newton"), []];
  const pad = figure.locator(".pad");
  const next = noting(page, figure, steps);
  await next(() => {});
  await next(() => pad.click({ position: { x: 300, y: 40 } }));
  await next(() => pad.press("ArrowLeft"));
  await next(() => pad.press("Shift+ArrowUp"));
  const again = await open(page.context().browser(), {}, steps.at(-1).search);
  const sameAgain = await told(again.locator("#explorer-newton"));
  await again.close();
  await next(() => figure.getByRole("button", { name: "As it was" }).click());
  return { steps, sameAgain };
};

// What the inside shows, for each of its quantities: whether its canvas has drawn something else.
const lookInside = async (page) => {
  const race = page.locator("#explorer-race");
  const quantities = race.getByRole("combobox", { name: "shown" });
  const drawn = {};
  for (const value of await quantities.locator("option").evaluateAll((options) => options.map((one) => one.value))) {
    await quantities.selectOption(value);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    drawn[value] = await race.locator("canvas.inside").evaluate((canvas) => canvas.toDataURL().length);
  }
  return drawn;
};

// How often a second all rules are walked and drawn anew while the start is dragged.
const framesPerSecond = (page) => page.evaluate(async (frames) => {
  const pad = document.querySelector("#explorer-race .pad");
  pad.hasPointerCapture = () => true;
  const { left, top, width, height } = pad.getBoundingClientRect();
  const begun = performance.now();
  for (let i = 0; i < frames; i++) {
    pad.dispatchEvent(new PointerEvent("pointermove", { clientX: left + width * (0.3 + (0.5 * i) / frames), clientY: top + height / 2 }));
    await new Promise(requestAnimationFrame);
  }
  delete pad.hasPointerCapture;
  return (frames * 1000) / (performance.now() - begun);
}, FRAMES);

// By a key of the slider of steps, in a figure with fewer steps than other sliders have places.
const stepByKeys = async (page) => {
  const figure = page.locator("#explorer-momentum");
  const time = figure.getByRole("slider", { name: "step", exact: true });
  const first = await told(figure);
  await time.press("Home");
  const begin = await told(figure, first);
  await time.press("ArrowRight");
  return told(figure, begin);
};

const beYourself = async (page) => {
  const explorer = page.locator("#explorer-momentum");
  await told(explorer);
  const drawn = () => explorer.locator("canvas.surface").evaluate((canvas) =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(canvas.toDataURL())))));
  const before = await drawn();
  const questions = await page.evaluate(async () => {
    const asked = [];
    document.addEventListener("walk-asked", ({ detail }) => {
      asked.push({ ...detail, answer: undefined });
      detail.answer({ x: [-9, -9.2, 1e40], y: [1.5, 2.1, 1e50] });
    });
    document.dispatchEvent(new CustomEvent("exercise-checked", { detail: { assignment: "optimization", exercise: "momentum", text: "# mine" } }));
    return asked;
  });
  const notes = await explorer.locator(".yours").textContent();
  const isDrawn = (await drawn()) !== before;
  await page.evaluate(() => {
    window.asked = 0;
    document.addEventListener("walk-asked", ({ detail }) => {
      window.asked++;
      detail.answer({ complaint: "NameError: name 'v' is not defined" });
    });
    document.dispatchEvent(new CustomEvent("exercise-checked", { detail: { assignment: "optimization", exercise: "momentum", text: "# worse" } }));
  });
  const complaint = await explorer.locator(".yours").textContent();
  const sentence = await told(explorer);
  await explorer.locator(".pad").first().press("ArrowUp");
  await told(explorer, sentence);
  return { questions, notes, isDrawn, complaint, asked: await page.evaluate(() => window.asked) };
};

const guess = async (page) => {
  const [choose, number, draw] = await page.locator(".predict").all();
  const shown = (id) => page.locator(id).isVisible();
  const lines = () => page.locator("#drawn [id$='axes_1'] > [id*='line2d_']").evaluateAll((all) => all.map((one) => getComputedStyle(one).visibility));
  const before = [await shown("#chosen"), await shown("#counted"), await shown("#after-counted"), await lines()];
  const button = { name: "That is my guess" };
  await choose.getByRole("button", button).click();
  const nothing = await choose.locator(".outcome").textContent();
  await choose.getByRole("radio").first().press("Space");
  await choose.getByRole("button", button).press("Enter");
  await number.getByRole("spinbutton").fill("41");
  await number.getByRole("spinbutton").press("Enter");
  await draw.getByRole("slider").first().press("End");
  const points = await page.locator("#drawn .guess polyline").getAttribute("points");
  await draw.getByRole("button", button).click();
  const outcomes = await page.locator(".predict .outcome").allTextContents();
  return { before, nothing, outcomes, points, after: [await shown("#chosen"), await shown("#counted"), await shown("#after-counted"), await lines()] };
};

const touch = async (browser) => {
  const page = await open(browser, { viewport: SIZES.phone, hasTouch: true });
  const race = page.locator("#explorer-race");
  const first = await told(race);
  await race.locator(".pad").first().tap({ position: { x: 250, y: 60 } });
  const tapped = await told(race, first);
  await page.close();
  return { first, tapped };
};

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await open(browser);
  await lookAtIt(page);
  seen.race = await useRace(page);
  seen.curves = await useCurves(page);
  seen.newton = await useNewton(page);
  seen.inside = await lookInside(page);
  seen.framesPerSecond = await framesPerSecond(page);
  seen.stepped = await stepByKeys(page);
  seen.yours = await beYourself(page);
  seen.guess = await guess(page);
  seen.touch = await touch(browser);
  seen.standIn = await page.locator("#stand-in").count();
  const plain = await open(browser, { javaScriptEnabled: false });
  seen.plain = {
    still: await Promise.all(["race", ...Object.keys(CURVES)].map((name) => plain.locator(`#explorer-${name} .still svg`).isVisible())),
    standIn: await plain.locator("#stand-in").isVisible(),
    chosen: await plain.locator("#chosen").isVisible(),
    truth: await plain.locator(".truth").first().isVisible(),
  };
  await browser.close();
  process.stdout.write(JSON.stringify(seen));
})();
