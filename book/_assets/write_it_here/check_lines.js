// Modules in, reports out, by the very Python that pages load: one JSON object a line.
// {assignment, exercise, text, rules} gives what check_text of autograder/check/in_page.py says, or {error}.
// The first line out is {}, once Python has started.
// Usage: node check_lines.js THE_STUDENTS_WHEEL FOLDER_OF_NUMPYS_WHEEL
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { loadPyodide } from "pyodide";
import { checkText, startPython } from "./python.js";

const [wheel, packageCacheDir] = process.argv.slice(2);
let python;
try {
  python = await startPython(loadPyodide, { packageCacheDir }, new Uint8Array(readFileSync(wheel)));
} catch (error) {
  // Node would show the line that threw, and Pyodide's has a megabyte.
  console.error(`Python could not be started: ${error.message}`);
  process.exit(1);
}
process.stdout.write("{}\n");

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = checkText(python, { book: "", ...JSON.parse(line) }, () => {});
  } catch (error) {
    answer = { error: String(error.message) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
