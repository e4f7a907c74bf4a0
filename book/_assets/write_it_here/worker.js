// Python beside the page: it checks what is written there, and the page can end it.
import { checkText, startPython, walkByText } from "./python.js";

const here = (name) => new URL(name, import.meta.url).href;
const plainFetch = self.fetch;
let received = 0;

const counted = (body) =>
  body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength;
      self.postMessage({ kind: "received", bytes: received });
      controller.enqueue(chunk);
    },
  }));

// A file's answer, told of while it comes. What was compressed when the book was built is unpacked here,
// so that no server has to do it.
const fetched = async (name, compressed, type, init) => {
  const answer = await plainFetch(here(name + (compressed ? ".compressed" : "")), init);
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${answer.statusText}`);
  const body = counted(answer.body);
  const headers = { "Content-Type": type };
  return new Response(compressed ? body.pipeThrough(new DecompressionStream("gzip")) : body, { headers });
};

const TYPES = { wasm: "application/wasm", json: "application/json", js: "text/javascript" };

const start = async ({ compressed, wheel }) => {
  self.fetch = (what, init) => {
    const name = String(what.url ?? what).replace(here("./"), "");
    const type = TYPES[name.split(".").pop()] ?? "application/octet-stream";
    return fetched(name, compressed.includes(name), type, init);
  };
  const course = self.fetch(here(wheel)).then((answer) => answer.arrayBuffer());
  const script = await (await self.fetch(here("pyodide/pyodide.asm.js"))).blob();
  const address = URL.createObjectURL(script);
  await import(address);
  URL.revokeObjectURL(address);
  const { loadPyodide } = await import(here("pyodide/pyodide.js"));
  return startPython(loadPyodide, { indexURL: here("pyodide/") }, course);
};

let python;

self.onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") {
      python = await start(data);
      self.postMessage({ kind: "started" });
    } else if (data.kind === "walk") {
      self.postMessage({ kind: "walked", walk: walkByText(python, data) });
    } else {
      const begin = (name) => self.postMessage({ kind: "begun", function: name });
      self.postMessage({ kind: "checked", report: checkText(python, data, begin) });
    }
  } catch (error) {
    self.postMessage({ kind: "failed", message: String(error.message ?? error).trim().split("\n").pop() });
  }
};
