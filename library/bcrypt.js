// The published bcryptjs, as far as a simulation has time for it. A hash of a higher cost is made with the lowest one, says the
// cost that was asked for, and is known again when it is compared; the report shows that it is no real one.
const { host, stack } = require("#prelude");
const bcryptjs = require("bcryptjs");

const MOST = 7;
const LEAST = 4;
const made = new Map();
// Who asked, while the work is done in a later turn.
let asked = null;

const costOf = (salt) => (typeof salt === "string" ? Number((/^\$2[abxy]?\$(\d\d)\$/.exec(salt) || [])[1]) : salt === undefined || salt === null ? 10 : Number(salt));
const withCost = (text, cost) => text.replace(/^(\$2[abxy]?\$)\d\d/, `$1${String(cost).padStart(2, "0")}`);

function hashSync(data, salt) {
  const cost = costOf(salt);
  if (!(cost > MOST && cost < 32) || typeof data !== "string") return bcryptjs.hashSync(data, salt);
  const cheap = bcryptjs.hashSync(data, typeof salt === "string" ? withCost(salt, LEAST) : LEAST);
  const shown = withCost(cheap, cost);
  made.set(shown, cheap);
  host.effect("bcrypt.hash", [{ cost, simulated_with: LEAST }], asked || stack());
  return shown;
}
function compareSync(data, hash) {
  const cost = costOf(hash);
  if (made.has(hash)) return bcryptjs.compareSync(data, made.get(hash));
  if (typeof hash === "string" && cost > MOST) throw new Error(`claimscope has no time for bcrypt with a cost of ${cost}; one up to ${MOST} is compared`);
  return bcryptjs.compareSync(data, hash);
}
// With a callback, or a promise where there is none, in a later turn.
const later = (work) => (...args) => {
  const done = typeof args[args.length - 1] === "function" ? args.pop() : null;
  const at = stack();
  const promise = new Promise((resolve, reject) => setImmediate(() => {
    asked = at;
    try {
      resolve(work(...args));
    } catch (error) {
      reject(error);
    } finally {
      asked = null;
    }
  }));
  if (!done) return promise;
  promise.then((value) => setImmediate(done, null, value), (error) => setImmediate(done, error));
  return undefined;
};

module.exports = { ...bcryptjs, hashSync, compareSync, hash: later(hashSync), compare: later(compareSync) };
