// How long a reader waits in the page: from the first click to the first report, and for the checks after it.
// Usage: node in_page.js CHROMIUM BASE_URL < {runs}
"use strict";
const { readFileSync } = require("node:fs");
const { chromium } = require("playwright-core");
const [executablePath, base] = process.argv.slice(2);
const { runs } = JSON.parse(readFileSync(0, "utf8"));

const report = async (page, act) => {
  const begun = Date.now();
  await act();
  await page.waitForFunction(() => document.querySelector(".check")?.ariaDisabled === "false" && document.querySelector(".report .function"), null, { timeout: 120000 });
  return (Date.now() - begun) / 1000;
};

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage();
  await page.goto(`${base}book/optimization/momentum.html`);
  const check = () => page.locator("button.check").click();
  const cold = await report(page, async () => {
    await page.locator(".write-it-here button").click();
    await check();
  });
  const warm = [];
  for (let run = 0; run < runs; run++) warm.push(await report(page, check));
  await browser.close();
  process.stdout.write(JSON.stringify({ cold, warm }));
})();
