// What the scripts that solve exercises in the book's pages have in common: a context that tells what it asked for, the editor.
"use strict";
const { readFileSync } = require("node:fs");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE = 120000;

const newContext = async (browser, base) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", acceptDownloads: true });
  context.setDefaultTimeout(PATIENCE);
  const seen = { requests: [], external: [], problems: [] };
  context.on("page", (page) => {
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && seen.problems.push(message.text()));
    page.on("pageerror", (error) => seen.problems.push(String(error)));
  });
  context.on("request", (request) => {
    const url = request.url();
    if (/^(data|blob):/.test(url)) return;
    (url.startsWith(base) ? seen.requests : seen.external).push(url.replace(base, ""));
  });
  return { context, seen };
};

const offer = (page, exercise) => page.locator(`.write-it-here[data-exercise="${exercise}"]`);

const openEditor = async (page, exercise = "optimization/momentum") => {
  const place = offer(page, exercise);
  await place.locator("button").first().click();
  await place.locator(".cm-content").waitFor();
  return place;
};

// The whole text, as it is downloaded: of a long one the page holds only what is seen.
const textOf = async (place) => {
  const [handed] = await Promise.all([place.page().waitForEvent("download"), place.locator("button.download").click()]);
  return readFileSync(await handed.path(), "utf8");
};

const write = async (page, place, text) => {
  await place.locator(".cm-content").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
};

const check = async (place) => {
  await place.locator("button.check").click();
  const button = await place.locator("button.check").elementHandle();
  await place.page().waitForFunction((one) => one.ariaDisabled !== "true", button, { timeout: PATIENCE });
  return {
    status: await place.locator(".status").innerText(),
    report: await place.locator(".report").innerText(),
    drawings: await place.locator(".report svg").count(),
  };
};

const violations = async (page) => {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(" | ")}`);
};

const settle = (page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  });

const accessible = async (page) => {
  const found = { light: await violations(page) };
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await settle(page);
  found.dark = await violations(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 390, height: 844 });
  await settle(page);
  // The theme lets the keyboard reach what can be scrolled, a while after the window has changed.
  await page.waitForFunction(() => [...document.querySelectorAll("pre[tabindex]")].every((box) =>
    box.scrollWidth <= box.clientWidth || box.tabIndex === 0));
  found.phone = await violations(page);
  found.tooWide = await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
};

module.exports = { PATIENCE, newContext, offer, openEditor, textOf, write, check, accessible };
