// Loads the worker of dist as it is, in a scope like a worker's, without a browser.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const DIST = new URL("../../dist/", import.meta.url).pathname;

/** One fresh instance: `simulate(text)`, and `send(message)` for the messages that it `posted`. */
export function loadEngine(folder = DIST) {
  const worker = readFileSync(join(folder, "engine_worker.js"), "utf8");
  const glueName = /importScripts\(["'`]\.\/([^"'`]+)/.exec(worker)?.[1];
  const moduleName = /module_or_path:\s*["'`]\.\/([^"'`]+)/.exec(worker)?.[1];
  const libraryName = /["'`]\.\/(library[^/"'`]*)\//.exec(worker)?.[1];
  if (!glueName || !moduleName || !libraryName) throw new Error(`engine_worker.js names no files; dist has ${readdirSync(folder).join(", ")}`);

  const posted = [];
  const listeners = [];
  // The glue looks its imports up as globals of the worker; here they are the arguments of a function around it.
  const evaluate = new Function("postMessage", "addEventListener", "claimscopeModule", `${readFileSync(join(folder, glueName), "utf8")}\nreturn wasm_bindgen;`);
  const bindings = evaluate(
    (text) => posted.push(text),
    (kind, handler) => kind === "message" && listeners.push(handler),
    (file) => readFileSync(join(folder, libraryName, `${file}.js`), "utf8"),
  );
  const exports = bindings.initSync({ module: readFileSync(join(folder, moduleName)) });
  return {
    simulate: bindings.simulate,
    prepare: bindings.prepare,
    posted,
    memoryBytes: () => exports.memory.buffer.byteLength,
    send: (data) => listeners.forEach((listener) => listener({ data })),
  };
}
