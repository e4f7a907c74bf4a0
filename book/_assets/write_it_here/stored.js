// What a reader wrote, kept in this browser and nowhere else: one entry an exercise and release.
const COURSE = "training-neural-networks";

// fingerprint: of the released exercise; of another release there is another entry.
export const keyOf = ({ assignment, exercise, fingerprint }) => `${COURSE}/${fingerprint}/${assignment}/${exercise}`;

const parsed = (entry) => {
  try {
    const work = JSON.parse(entry);
    return typeof work?.text === "string" ? work : null;
  } catch {
    return null; // not ours, or damaged
  }
};

// The browser's storage, or null where it is forbidden.
const storage = () => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
};

// What was kept of an exercise, or null: {text, saved}; once it was checked {checked, states, passed, attempts}, by
// function; once a notebook was imported {notebook}.
export const kept = (exercise) => parsed(storage()?.getItem(keyOf(exercise)) ?? null);

// The text that was kept last for another release of the exercise, or null.
export const keptOfAnotherRelease = ({ assignment, exercise, fingerprint }) => {
  const found = [];
  for (const key of Object.keys(storage() ?? {})) {
    const [course, release, ...rest] = key.split("/");
    if (course !== COURSE || release === fingerprint || rest.join("/") !== `${assignment}/${exercise}`) continue;
    const work = parsed(storage().getItem(key));
    if (work) found.push(work);
  }
  return found.sort((a, b) => (a.saved < b.saved ? 1 : -1))[0] ?? null;
};

// Keeps it. Returns the name of what hindered that, or null.
export const keep = (exercise, work) => {
  try {
    if (!storage()) return "SecurityError";
    storage().setItem(keyOf(exercise), JSON.stringify({ ...work, saved: new Date().toISOString() }));
    return null;
  } catch (error) {
    return error.name;
  }
};

// Keeps nothing of it any more.
export const forget = (exercise) => storage()?.removeItem(keyOf(exercise));

// Hears of what another tab keeps of this exercise.
export const whenAnotherTabKeeps = (exercise, hear) =>
  window.addEventListener("storage", (event) => {
    const work = event.key === keyOf(exercise) && parsed(event.newValue);
    if (work) hear(work);
  });

// The work after a check: what passes now, what has passed once, and how many changed attempts there were.
export const afterCheck = (work, text, functions) => {
  const changed = work.checked !== text;
  const next = { ...work, text, checked: text, states: {}, passed: { ...work.passed }, attempts: { ...work.attempts } };
  for (const { function: name, state } of functions) {
    next.states[name] = state;
    if (state === "passes") next.passed[name] = true;
    if (state === "in work" && changed) next.attempts[name] = (next.attempts[name] ?? 0) + 1;
  }
  return next;
};
