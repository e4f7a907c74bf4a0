// An instructor's grading by hand in formgrader: logs in, looks around, gives points and a comment for one written answer.
// Reports what was on the screen, as JSON. Judging is left to test_formgrader.py.
// Usage: node manual_grading.js CHROMIUM BASE_URL PLAN.json
"use strict";
const { readFileSync } = require("node:fs");
const path = require("node:path");
const { chromium } = require("playwright-core");
const [executablePath, base, planFile] = process.argv.slice(2);
// assignment, exercise, student, password; points, comment: what is given for the cell; screenshots: a folder.
const { assignment, exercise, student, password, cell, points, comment, screenshots } = JSON.parse(readFileSync(planFile, "utf8"));

const shoot = async (page, name, options = {}) => {
  if (screenshots) await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true, ...options });
};

// The table of one of formgrader's pages, once it was loaded: a list of texts a row.
const table = async (page, address) => {
  await page.goto(`${base}formgrader/${address}`);
  await page.waitForFunction(() => {
    const rows = [...document.querySelectorAll("tbody tr")];
    return rows.length && !rows.some((row) => /Loading|Retrieving/.test(row.textContent));
  });
  await shoot(page, `formgrader_${address.replaceAll("/", "_")}`);
  return page.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((column) => column.textContent.trim())));
};

const logIn = async (page) => {
  await page.goto(`${base}formgrader/manage_assignments`);
  const asked = new URL(page.url()).pathname;
  await page.locator("input[type=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${base}formgrader/manage_assignments`);
  return asked;
};

// From the list of a notebook's submissions, as a person gets there: the one of the student, whose name is hidden at first.
const openSubmission = async (page) => {
  await page.goto(`${base}formgrader/gradebook/${assignment}/${exercise}`);
  const row = page.locator("tbody tr").filter({ hasText: student });
  await row.locator(".name-hidden .glyphicon, .glyphicon.name-hidden").first().click();
  await row.locator("a:visible").first().click();
  await page.waitForURL(/formgrader\/submissions\//);
  await page.waitForFunction(() => formgrader.grades?.loaded && formgrader.comments?.loaded);
};

const grade = async (page) => {
  const box = page.locator(`#${cell}`);
  const panel = page.locator(".nbgrader_cell", { has: box });
  const answer = await panel.locator(".text_cell_render").innerText();
  const links = await panel.locator(".text_cell_render a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  const pictures = await panel.locator(".text_cell_render img").evaluateAll((all) => all.map((i) => i.naturalWidth));
  const saved = (what) => page.waitForResponse((r) => r.url().includes(`/formgrader/api/${what}/`) && r.request().method() === "PUT" && r.ok());
  await Promise.all([saved("grade"), (async () => { await box.fill(String(points)); await box.press("Tab"); })()]);
  const words = page.locator(`#${cell}-comment`);
  await Promise.all([saved("comment"), (async () => { await words.fill(comment); await words.blur(); })()]);
  return { answer, links, pictures };
};

const reports = (page) => page.locator(".check-report").evaluateAll((all) => all.map((report) => ({
  text: report.innerText,
  border: getComputedStyle(report).borderLeftColor,
  wide: report.scrollWidth > report.clientWidth + 1,
})));

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  // formgrader takes MathJax from elsewhere; nothing else is asked of other hosts.
  const external = [];
  await page.route("**", (route) => {
    const url = route.request().url();
    if (url.startsWith(base) || url.startsWith("data:")) return route.continue();
    external.push(url);
    return route.abort();
  });
  const loginPage = await logIn(page);
  const assignments = await table(page, "manage_assignments");
  const gradebook = await table(page, `gradebook/${assignment}`);
  const submissions = await table(page, `gradebook/${assignment}/${exercise}`);
  await openSubmission(page);
  const seen = { reports: await reports(page), title: await page.title(), ...(await grade(page)) };
  await shoot(page, "submission");
  const hacked = await page.evaluate(() => document.body.dataset.student ?? null);
  await page.reload();
  await page.waitForFunction((id) => document.getElementById(id).value !== "", cell);
  const after = { points: await page.locator(`#${cell}`).inputValue(), comment: await page.locator(`#${cell}-comment`).inputValue() };
  const left = await table(page, `gradebook/${assignment}/${exercise}`);
  await browser.close();
  process.stdout.write(JSON.stringify({ loginPage, assignments, gradebook, submissions, ...seen, hacked, after, left, external }));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
