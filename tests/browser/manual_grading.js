// An instructor's grading by hand in formgrader: logs in, looks around, gives points and a comment for one written answer.
// Reports what was on the screen, as JSON. Judging is left to test_formgrader.py.
// Usage: node manual_grading.js CHROMIUM BASE_URL PLAN.json
"use strict";
const { readFileSync } = require("node:fs");
const path = require("node:path");
const { chromium } = require("playwright-core");
const [executablePath, base, planFile] = process.argv.slice(2);
// overview: a page with a link to the submission; points, comment: what is given for the cell; screenshots: a folder.
const { assignment, exercise, student, password, overview, cell, points, comment, screenshots } = JSON.parse(readFileSync(planFile, "utf8"));

const shoot = async (page, name) => {
  if (screenshots) await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true });
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

// formgrader shows the page first, and fills its boxes from two answers of the server.
const filled = (page) => page.waitForFunction(() => formgrader.grades?.loaded && formgrader.comments?.loaded);

// From the list of a notebook's submissions, as a person gets there: the one of the student, whose name is hidden at first.
const openSubmission = async (page) => {
  await page.goto(`${base}formgrader/gradebook/${assignment}/${exercise}`);
  const row = page.locator("tbody tr").filter({ hasText: student });
  await row.locator(".name-hidden .glyphicon, .glyphicon.name-hidden").first().click();
  await row.locator("a:visible").first().click();
  await page.waitForURL(/formgrader\/submissions\//);
  const answer = await page.reload();
  await filled(page);
  return answer.headers()["content-security-policy"];
};

// What the page shows of the answer, and what of it a browser would act on.
const readAnswer = async (panel) => {
  const shown = panel.locator(".text_cell_render");
  return {
    answer: await shown.innerText(),
    pictures: await shown.locator("img").evaluateAll((all) => all.map((image) => image.naturalWidth)),
    links: await shown.locator("a").evaluateAll((all) => all.map((link) => link.getAttribute("href"))),
  };
};

// Presses "No credit", then types the points and the comment; each is saved when the next box is reached.
const grade = async (page, panel, box) => {
  const saved = (what) => page.waitForResponse((answer) =>
    answer.url().includes(`/formgrader/api/${what}/`) && answer.request().method() === "PUT" && answer.ok());
  const [answer] = await Promise.all([saved("grade"), panel.locator(".no-credit").click()]);
  const none = answer.request().postDataJSON().manual_score;
  const typed = async (field, text) => {
    await field.fill(text);
    await field.blur();
  };
  await Promise.all([saved("grade"), typed(box, String(points))]);
  await Promise.all([saved("comment"), typed(page.locator(`#${cell}-comment`), comment)]);
  return none;
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
    if ([base, "data:", "file:"].some((start) => url.startsWith(start))) return route.continue();
    external.push(url);
    return route.abort();
  });
  const loginPage = await logIn(page);
  const assignments = await table(page, "manage_assignments");
  const gradebook = await table(page, `gradebook/${assignment}`);
  const submissions = await table(page, `gradebook/${assignment}/${exercise}`);
  const policy = await openSubmission(page);
  const box = page.locator(`input#${cell}`);
  const panel = page.locator(".nbgrader_cell", { has: box });
  const seen = { policy, reports: await reports(page), ...(await readAnswer(panel)) };
  seen.typed = await page.locator("#notebook pre").allInnerTexts();
  seen.boxes = await page.locator("input.score").count();
  seen.none = await grade(page, panel, box);
  await shoot(page, "submission");
  const acted = await page.evaluate(() => document.body.dataset.student ?? "");
  await page.goto(overview);
  const link = page.locator(`a[href^="${base}formgrader/submissions/"]`).first();
  if (!(await link.isVisible())) await page.locator("details", { has: link }).locator("summary").click();
  await link.click();
  await page.waitForURL(/formgrader\/submissions\//);
  await filled(page);
  const kept = { points: await box.inputValue(), comment: await page.locator(`#${cell}-comment`).inputValue() };
  const afterwards = await table(page, `gradebook/${assignment}/${exercise}`);
  await browser.close();
  process.stdout.write(JSON.stringify({ loginPage, assignments, gradebook, submissions, ...seen, acted, kept, afterwards, external }));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
