// Visits pages with a real browser and reports what it saw, as JSON. Judging is left to the tests.
// Usage: node visit.js CHROMIUM BASE_URL SEARCHED_WORD PAGE...   (an empty word: there is no search page)
"use strict";
const { readFileSync } = require("node:fs");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [executablePath, base, word, ...pages] = process.argv.slice(2);
const AT_ONCE = 2;
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };

// A page that notes whatever goes wrong on it.
const open = async (browser, address) => {
  const page = await browser.newPage({ viewport: DESKTOP, colorScheme: "light" });
  const seen = { requests: [], external: [], problems: [] };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.problems.push(message.text());
  });
  page.on("pageerror", (error) => seen.problems.push(String(error)));
  page.on("response", (answer) => answer.status() >= 400 && seen.problems.push(`${answer.status()} ${answer.url()}`));
  await page.route("**", (route) => {
    const url = route.request().url();
    const ours = url.startsWith(base) || url.startsWith("data:");
    (ours ? seen.requests : seen.external).push(url.replace(base, "").replace(/[?#].*/, ""));
    return ours ? route.continue() : route.abort();
  });
  await page.goto(base + address, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready.then(() => true));
  return { page, seen };
};

const violations = async (page) => {
  const found = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(" | ")}`);
};

// Folds open and themes change by fading: what is half faded in has little contrast.
const settle = (page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const fading = document.getAnimations().filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime));
    await Promise.allSettled(fading.map((one) => one.finished));
  });

const inBothThemes = async (page) => {
  // What is folded away is part of the page, too.
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  await settle(page);
  await page.evaluate(axe);
  const light = await violations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  // The book's pages set their theme by a script; others follow the system by themselves.
  await page.waitForFunction(() => [undefined, "dark"].includes(document.documentElement.dataset.theme));
  await settle(page);
  const dark = await violations(page);
  await page.emulateMedia({ colorScheme: "light" });
  return { light, dark };
};

// Turns every slider to its end by the keyboard, step by step.
const turn = async (explorer) => {
  const readouts = new Set([await explorer.locator("output").textContent()]);
  const values = [];
  for (const slider of await explorer.locator("input[type=range]").all()) {
    const shown = new Set([await slider.getAttribute("aria-valuetext")]);
    const { key, steps } = await slider.evaluate((input) =>
      input.value === input.max ? { key: "ArrowLeft", steps: +input.max } : { key: "ArrowRight", steps: input.max - input.value });
    for (let i = 0; i < steps; i++) {
      await slider.press(key);
      shown.add(await slider.getAttribute("aria-valuetext"));
      readouts.add(await explorer.locator("output").textContent());
    }
    values.push({ steps, shown: shown.size });
  }
  const drawn = await explorer.locator("svg .frame path").evaluateAll((paths) => paths.map((path) => path.getAttribute("d")));
  return { label: await explorer.getAttribute("aria-label"), readouts: [...readouts], values, drawn };
};

// Follows a link to every fold that has a name, and prints. Returns which folds of those stayed shut.
const keptShut = async (page) => {
  const shutAll = () => page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = false)));
  await shutAll();
  const shut = [];
  for (const name of await page.locator("details[id]").evaluateAll((folds) => folds.map((fold) => fold.id))) {
    await page.evaluate((id) => (location.hash = id), name);
    await page.waitForFunction((id) => document.getElementById(id).open, name, { timeout: 5000 }).catch(() => shut.push(name));
  }
  await shutAll();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const unprinted = await page.locator("details.slip:not([open])").evaluateAll((folds) => folds.map((fold) => fold.id));
  return { onLink: shut, onPaper: unprinted };
};

const visit = async (browser, address) => {
  const { page, seen } = await open(browser, address);
  const axeFound = await inBothThemes(page);
  const explorers = [];
  for (const explorer of await page.locator(".explorer").all()) explorers.push(await turn(explorer));
  const shut = await keptShut(page);
  await page.setViewportSize(PHONE);
  const tooWide = await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
  await page.close();
  return { ...seen, axe: axeFound, explorers, shut, tooWide };
};

const search = async (browser) => {
  const { page, seen } = await open(browser, `search.html?q=${encodeURIComponent(word)}`);
  await page.waitForSelector("#search-results li .context", { timeout: 10000 }).catch(() => {});
  const hits = await page.locator("#search-results li").evaluateAll((items) =>
    items.map((item) => ({ link: item.querySelector("a").getAttribute("href"), text: item.textContent })));
  await page.close();
  return { ...seen, hits };
};

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const report = { pages: {}, search: word ? await search(browser) : null };
  const waiting = [...pages];
  const walker = async () => {
    for (let address; (address = waiting.shift()); ) report.pages[address] = await visit(browser, address);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walker));
  await browser.close();
  process.stdout.write(JSON.stringify(report));
})();
