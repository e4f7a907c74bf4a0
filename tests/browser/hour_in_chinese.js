// A student's hour in Chinese, in the book's page, with a real browser; reports what was on the screen, as JSON.
// Usage: node hour_in_chinese.js CHROMIUM BASE_URL FOLDER_FOR_DOWNLOADS < {wrong, right}
"use strict";
const { readFileSync } = require("node:fs");
const { chromium } = require("playwright-core");
const { newContext, openEditor, write, check, accessible } = require("./exercise_in_page.js");
const [executablePath, base, downloads] = process.argv.slice(2);
const given = JSON.parse(readFileSync(0, "utf8"));

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const { context, seen } = await newContext(browser, base);
  const page = await context.newPage();
  await page.goto(`${base}zh/book/optimization/momentum.html`);
  const said = { lang: await page.locator("html").getAttribute("lang"), title: await page.locator("h1").first().innerText() };
  const place = await openEditor(page);
  said.stub = await check(place);
  await write(page, place, given.wrong);
  said.wrong = await check(place);
  await page.screenshot({ path: `${downloads}/wrong.png` });
  said.accessible = await accessible(page);
  await write(page, place, given.right);
  said.right = await check(place);
  const [handed] = await Promise.all([page.waitForEvent("download"), place.locator("button.download").click()]);
  await handed.saveAs(`${downloads}/${handed.suggestedFilename()}`);
  await page.goto(`${base}zh/book/your_course.html`);
  await page.locator(".your-course .export").waitFor();
  said.soFar = await page.locator(".so-far").innerText();
  await browser.close();
  process.stdout.write(JSON.stringify({ ...said, ...seen }));
})();
