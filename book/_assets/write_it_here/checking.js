// Asks the page's Python, one check after another. It is ended when it does not answer, and started anew.

// What Python itself can stop ends after 10 seconds a function; this is for what it cannot.
const SECONDS_PER_FUNCTION = 12;

// address: of the folder with the worker. setup: {compressed, wheel}. hear: told {kind: "received", bytes}, {kind: "started"}.
export const createPython = (address, setup, hear) => {
  let worker, started, waiting;
  let last = Promise.resolve();

  const end = () => {
    worker?.terminate();
    worker = started = undefined;
  };

  const answerTo = (message, seconds, onBegin) =>
    new Promise((resolve) => {
      let timer, current = "";
      const done = (answer) => {
        clearTimeout(timer);
        waiting = undefined;
        resolve(answer);
      };
      const limit = () => {
        clearTimeout(timer);
        timer = seconds && setTimeout(() => { end(); done({ kind: "ended", function: current }); }, seconds * 1000);
      };
      waiting = (data) => {
        if (data.kind === "received") return hear(data);
        if (data.kind !== "begun") return done(data);
        current = data.function;
        onBegin?.(current);
        limit();
      };
      limit();
      worker.postMessage(message);
    });

  const start = () => {
    if (started) return started;
    worker = new Worker(new URL("worker.js", address), { type: "module" });
    worker.onmessage = ({ data }) => waiting?.(data);
    worker.onerror = (event) => waiting?.({ kind: "failed", message: event.message || "the worker could not be loaded" });
    started = answerTo({ kind: "start", ...setup }, 0).then((answer) => {
      if (answer.kind === "started") hear(answer);
      else end();
      return answer;
    });
    return started;
  };

  const ask = async (message, wanted, onBegin) => {
    const answer = await start();
    if (answer.kind !== "started") return { ...answer, kind: "not started" };
    const answered = await answerTo(message, SECONDS_PER_FUNCTION, onBegin);
    // After a failure Python's memory may be in any state.
    if (answered.kind !== wanted) {
      end();
      start();
    }
    return answered;
  };

  return {
    start,
    check: (question, onBegin) => (last = last.then(() => ask({ kind: "check", ...question }, "checked", onBegin))),
    walk: (question) => (last = last.then(() => ask({ kind: "walk", ...question }, "walked"))),
  };
};
