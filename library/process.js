// Node's process, of a sandbox: no environment, no arguments, nothing to end.
const { host, ticks, start } = require("#prelude");
const EventEmitter = require("events");
const { show } = require("#show");

// The last release of each line that Auth0 had: https://nodejs.org/en/about/previous-releases
const RELEASES = { 4: "4.9.1", 8: "8.17.0", 12: "12.22.12", 16: "16.20.2", 18: "18.20.8", 22: "22.21.1" };
const version = RELEASES[host.node()] || `${host.node()}.0.0`;
const since = () => host.now() - start();

const process = Object.assign(Object.create(EventEmitter.prototype), {
  title: "node",
  version: `v${version}`,
  versions: { node: version },
  arch: "x64",
  platform: "linux",
  release: { name: "node" },
  argv: ["/usr/bin/node"],
  execArgv: [],
  execPath: "/usr/bin/node",
  env: {},
  pid: 1,
  ppid: 0,
  exitCode: undefined,
  features: {},
  config: {},
  stdout: { isTTY: false, write: (text) => { console.log(String(text).replace(/\n$/, "")); return true; } },
  stderr: { isTTY: false, write: (text) => { console.error(String(text).replace(/\n$/, "")); return true; } },
  nextTick(run, ...args) {
    if (typeof run !== "function") throw Object.assign(new TypeError(`The "callback" argument must be of type function. Received ${run === undefined || run === null ? run : typeof run === "object" ? `an instance of ${run.constructor && run.constructor.name}` : `type ${typeof run} (${show(run)})`}`), { code: "ERR_INVALID_ARG_TYPE" });
    ticks(() => run(...args));
  },
  cwd: () => "/",
  chdir() { throw new Error("process.chdir() is not simulated"); },
  exit(code) { throw new Error(`process.exit(${code === undefined ? "" : code}) would end the whole sandbox, which claimscope does not simulate`); },
  abort() { throw new Error("process.abort() would end the whole sandbox, which claimscope does not simulate"); },
  kill() { throw new Error("process.kill() is not simulated"); },
  hrtime: Object.assign((before) => {
    const [seconds, nanoseconds] = [Math.trunc(since() / 1000), Math.round((since() % 1000) * 1e6)];
    if (!before) return [seconds, nanoseconds];
    const borrowed = nanoseconds < before[1];
    return [seconds - before[0] - (borrowed ? 1 : 0), nanoseconds - before[1] + (borrowed ? 1e9 : 0)];
  }, { bigint: () => BigInt(Math.round(since() * 1e6)) }),
  uptime: () => since() / 1000,
  memoryUsage: Object.assign(() => ({ rss: 50331648, heapTotal: 20971520, heapUsed: 10485760, external: 1048576, arrayBuffers: 10240 }), { rss: () => 50331648 }),
  cpuUsage: () => ({ user: 0, system: 0 }),
  umask: () => 18,
  getuid: () => 0,
  getgid: () => 0,
  emitWarning: (warning) => console.warn(`(node:1) ${warning instanceof Error ? `${warning.name}: ${warning.message}` : `Warning: ${warning}`}`),
  binding() { throw new Error("process.binding() is not simulated"); },
});
Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });
EventEmitter.call(process);
for (const name of ["_events", "_eventsCount", "_maxListeners"]) Object.defineProperty(process, name, { enumerable: false });

module.exports = process;
