// A student's hour in JupyterLab: opens a released notebook, runs it, writes the module in the editor, runs it again.
// Reports what was on the screen, as JSON. Judging is left to test_student_day.py.
// Usage: node student_day.js CHROMIUM BASE_URL PLAN.json
"use strict";
const { readFileSync } = require("node:fs");
const path = require("node:path");
const { chromium } = require("playwright-core");
const [executablePath, base, planFile] = process.argv.slice(2);
// assignment, exercise: which exercise; attempts: [{name, text}], what is saved one after another; screenshots: a folder.
const { assignment, exercise, attempts, screenshots } = JSON.parse(readFileSync(planFile, "utf8"));

const menu = async (page, ...names) => {
  for (const [level, name] of names.entries()) {
    const item = level === 0 ? page.locator(".lm-MenuBar-item") : page.locator(".lm-Menu-item");
    const entry = item.filter({ hasText: new RegExp(`^${name}`) }).first();
    if (level === 0 || level === names.length - 1) await entry.click();
    else await entry.hover();
  }
};

const tab = (page, name) => page.locator("#jp-main-dock-panel .lm-TabBar-tab").filter({ hasText: name });

// Until the kernel is there and rests, as the status bar says.
const resting = (page) => page.locator("#jp-main-statusbar", { hasText: /Python 3.*\| Idle/ }).waitFor({ timeout: 120000 });

// Runs all cells, and waits until the first one was run anew and none is waiting.
const runAll = async (page) => {
  const before = await page.locator(".jp-CodeCell .jp-InputPrompt").first().textContent();
  await menu(page, "Run", "Run All Cells");
  await page.waitForFunction(
    (old) => {
      const now = [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].map((prompt) => prompt.textContent.trim());
      return now[0] !== old.trim() && !now.some((prompt) => prompt.includes("*"));
    },
    before,
    { timeout: 120000 },
  );
  await resting(page);
};

const write = async (page, text) => {
  if (await tab(page, `${exercise}.py`).count()) await tab(page, `${exercise}.py`).click();
  else await page.locator(".jp-DirListing-item").filter({ hasText: new RegExp(`^${exercise}\\.py`) }).dblclick();
  const editor = page.locator(".jp-FileEditor:visible .cm-content");
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
  await page.keyboard.press("Control+S");
  await page.locator("#jp-main-dock-panel .lm-TabBar-tab:not(.jp-mod-dirty)").filter({ hasText: `${exercise}.py` }).waitFor();
  await tab(page, `${exercise}.ipynb`).click();
};

const look = async (page, name) => {
  const report = page.locator(".check-report").first();
  await report.scrollIntoViewIfNeeded();
  if (screenshots) await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  return {
    name,
    text: await report.innerText(),
    border: await report.evaluate((node) => getComputedStyle(node).borderLeftColor),
    picture: await report.locator("svg[role=img]").evaluateAll((drawings) => drawings.map((d) => d.getAttribute("aria-label"))),
    result: await page.locator(".jp-Cell:has(.check-report) .jp-OutputArea-executeResult pre").first().textContent(),
    count: parseInt((await page.locator(".jp-CodeCell:has(.check-report) .jp-InputPrompt").first().textContent()).slice(1)),
    errors: await page.locator('.jp-Notebook [data-mime-type="application/vnd.jupyter.stderr"], .jp-Notebook [data-mime-type="application/vnd.jupyter.error"]').count(),
  };
};

const contrast = async (page) => page.locator(".check-report").first().evaluate((node) => {
  const background = (n) => {
    const colour = getComputedStyle(n).backgroundColor;
    return colour === "rgba(0, 0, 0, 0)" && n.parentElement ? background(n.parentElement) : colour;
  };
  return { text: getComputedStyle(node).color, background: background(node) };
});

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  const external = [];
  await page.route("**", (route) => {
    const url = route.request().url();
    if (url.startsWith(base) || url.startsWith("data:") || url.startsWith("blob:")) return route.continue();
    external.push(url);
    return route.abort();
  });
  await page.goto(`${base}lab/tree/${assignment}/${exercise}.ipynb`);
  await page.waitForSelector(".jp-Notebook .jp-Cell", { timeout: 60000 });
  await resting(page);
  const states = [];
  await runAll(page);
  states.push(await look(page, "stub"));
  for (const { name, text } of attempts) {
    await write(page, text);
    await runAll(page);
    states.push(await look(page, name));
  }
  const light = await contrast(page);
  await menu(page, "Settings", "Theme", "JupyterLab Dark");
  await page.waitForFunction(() => document.body.dataset.jpThemeLight === "false");
  await write(page, attempts[0].text);
  await runAll(page);
  states.push(await look(page, `${attempts[0].name}_dark`));
  const dark = await contrast(page);
  await browser.close();
  process.stdout.write(JSON.stringify({ states, light, dark, external }));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
