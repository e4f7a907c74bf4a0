// Reads the book in two languages with a real browser, and reports what it saw as JSON. Judging is left to the tests.
// Usage: node chinese.js CHROMIUM BASE_URL PAGE QUERY...   (PAGE: an English page, with the section to begin at)
"use strict";
const { chromium } = require("playwright-core");
const [executablePath, base, page, ...queries] = process.argv.slice(2);

const search = async (browser, query) => {
  const tab = await browser.newPage();
  await tab.goto(`${base}zh/search.html?q=${encodeURIComponent(query)}`);
  // The search says how many pages it found, once all of them are listed.
  await tab.waitForFunction(() => Search.title?.innerText === _("Search Results"));
  const hits = await tab.locator("#search-results li a").evaluateAll((links) =>
    links.map((link) => link.getAttribute("href").replace(/[?#].*/, "")));
  await tab.close();
  return hits;
};

// Until the browser has gone to the section that the address names.
const arrived = (tab) => tab.waitForFunction(() => {
  const top = document.getElementById(location.hash.slice(1))?.getBoundingClientRect().top;
  return top >= 0 && top < innerHeight / 4;
});

// To the twin and back, as a reader goes: the addresses at which each step ended.
const change = async (context) => {
  const tab = await context.newPage();
  await tab.goto(base + page);
  await arrived(tab);
  await tab.locator("a.language").click();
  await tab.waitForURL(/\/zh\//);
  const twin = tab.url().replace(base, "");
  const lang = await tab.locator("html").getAttribute("lang");
  await tab.goto(base + page);
  await tab.waitForURL(/\/zh\//);
  await arrived(tab);
  const again = tab.url().replace(base, "");
  await tab.locator("a.language").click();
  await tab.waitForURL((url) => !url.pathname.includes("/zh/"));
  const back = tab.url().replace(base, "");
  await tab.close();
  return { twin, lang, again, back };
};

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const report = { change: await change(context), hits: {} };
  // Somebody else, who has chosen no language.
  const reader = await browser.newContext();
  for (const query of queries) report.hits[query] = await search(reader, query);
  await browser.close();
  process.stdout.write(JSON.stringify(report));
})();
