// Timers that are promises, on the virtual clock.
const { schedule, cancel } = require("#prelude");

const wait = (delay, value, options = {}) => new Promise((resolve, reject) => {
  const { signal } = options;
  const aborted = () => Object.assign(new Error("The operation was aborted", { cause: signal.reason }), { name: "AbortError", code: "ABORT_ERR" });
  if (signal && signal.aborted) {
    reject(aborted());
    return;
  }
  const timer = schedule(() => resolve(value), delay, [], false);
  if (signal) signal.addEventListener("abort", () => { cancel(timer); reject(aborted()); }, { once: true });
});

exports.setTimeout = (delay, value, options) => wait(delay, value, options);
exports.setImmediate = (value, options) => wait(0, value, options);
exports.setInterval = async function* (delay, value, options) {
  for (;;) yield await wait(delay, value, options);
};
exports.scheduler = { wait: (delay, options) => wait(delay, undefined, options), yield: () => wait(0) };
