// The same script in Node itself, with the published packages. `Date` stands still, unless a script needs it to go on.
import { createRequire } from "node:module";
import { format } from "node:util";
import vm from "node:vm";
import { answer, asked, redirect } from "./network.mjs";

const require = createRequire(import.meta.url);
export const PACKAGES = { bcrypt: "bcryptjs", xmldom: "@xmldom/xmldom", "lodash@2.4.1": "lodash2", "lodash@4.17.21": "lodash" };
const DEADLINE_MS = 4000;

/** Whether the clock goes on while the script runs. */
let moving = false;

function stopClock(now) {
  const RealDate = Date;
  const instant = RealDate.parse(now);
  const Stopped = function Date(...args) {
    return new.target ? Reflect.construct(RealDate, args.length ? args : [instant], new.target === Stopped ? RealDate : new.target) : new RealDate(instant).toString();
  };
  Object.setPrototypeOf(Stopped, RealDate);
  Stopped.prototype = RealDate.prototype;
  Stopped.now = () => instant + (moving ? Math.round(performance.now()) : 0);
  RealDate.prototype.constructor = Stopped;
  globalThis.Date = Stopped;
}

class UnauthorizedError extends Error {}
Object.defineProperty(UnauthorizedError.prototype, "name", { value: "UnauthorizedError", writable: true, configurable: true });

/** What one script did: outcome, console, claims and requests. */
async function run({ script, scenario, ...more }) {
  moving = more.moving;
  answer(scenario.http);
  const lines = [];
  const log = (level) => (...args) => { lines.push(`${level} ${format(...args)}`); };
  const console = Object.fromEntries(["log", "info", "warn", "error", "debug"].map((level) => [level, log(level)]));
  const context = { idToken: {}, accessToken: {}, request: { query: {}, body: {} } };
  const outcome = await new Promise((resolve) => {
    const failed = (error) => resolve(`failed ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    const late = setTimeout(() => resolve("no-callback"), DEADLINE_MS);
    const done = (text) => {
      clearTimeout(late);
      resolve(text);
    };
    const onUncaught = (error) => failed(error);
    process.on("uncaughtException", onUncaught);
    process.on("unhandledRejection", onUncaught);
    const callback = (error) => done(error ? `denied ${error instanceof Error ? error.message : error}` : "ok");
    try {
      const load = (name) => require(PACKAGES[name] ?? name);
      const wrapper = vm.runInThisContext(`(function (require, console, UnauthorizedError, global) { return ${script}\n})`);
      const rule = wrapper(load, console, UnauthorizedError, globalThis);
      // From a turn of its own, as the sandbox does it.
      setImmediate(() => {
        try {
          Promise.resolve(rule(structuredClone(scenario.user), context, callback)).catch(failed);
        } catch (error) {
          failed(error);
        }
      });
    } catch (error) {
      failed(error);
    }
  });
  process.removeAllListeners("uncaughtException");
  process.removeAllListeners("unhandledRejection");
  return { outcome, console: lines, claims: JSON.parse(JSON.stringify(context.idToken)), requests: asked() };
}

export async function runAll(cases, now) {
  // The packages measure time themselves while they load.
  const restore = await redirect();
  stopClock(now);
  process.env.TZ = "UTC";
  const results = [];
  for (const one of cases) results.push(await run(one));
  restore();
  return results;
}
