// Starts Python with NumPy and the course's check: in the page's worker, and in node for the tests.

// options: of `loadPyodide`. wheel: the bytes of the students' package. Returns Python itself, with all of it imported.
export const startPython = async (loadPyodide, options, wheel) => {
  const silent = () => {};
  // Nobody answers `input()`: it finds the end of the file, as in grading.
  const python = await loadPyodide({ ...options, stdin: () => null, stdout: silent, stderr: silent });
  const complaints = [];
  await python.loadPackage("numpy", { messageCallback: silent, errorCallback: (text) => complaints.push(text) });
  if (!python.loadedPackages.numpy) throw new Error(complaints.join(" ") || "NumPy could not be loaded.");
  python.unpackArchive(await wheel, "wheel");
  python.pyimport("autograder.check.in_page");
  return python;
};

// What `check_text` in autograder/check/in_page.py says of a module's text.
export const checkText = (python, { assignment, exercise, text, rules, book, language = "en" }, begin) => {
  const module = python.pyimport("autograder.check.in_page");
  try {
    return JSON.parse(module.check_text(assignment, exercise, text, rules, book, language, begin));
  } finally {
    module.destroy();
  }
};

// Where a rule of that text walks: `walk_text` there.
export const walkByText = (python, { assignment, exercise, text, question }) => {
  const module = python.pyimport("autograder.check.in_page");
  try {
    return JSON.parse(module.walk_text(assignment, exercise, text, JSON.stringify(question)));
  } finally {
    module.destroy();
  }
};
