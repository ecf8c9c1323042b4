// The same script in Node itself, with the published packages. Its requests go to a server of our own, which answers from the
// scenario's rows; a host that has none refuses the connection. `Date` stands still, unless a script needs it to go on.
import http from "node:http";
import https from "node:https";
import { createRequire } from "node:module";
import net from "node:net";
import tls from "node:tls";
import { format } from "node:util";
import vm from "node:vm";

const require = createRequire(import.meta.url);
const PACKAGES = { bcrypt: "bcryptjs", xmldom: "@xmldom/xmldom", "lodash@2.4.1": "lodash2", "lodash@4.17.21": "lodash" };
const DEADLINE_MS = 4000;

/** Rows of the running script, and what was asked for. */
let rows = [];
let requests = [];
/** Whether the clock goes on while the script runs. */
let moving = false;

const root = (url) => {
  const parsed = /^(\w+:\/\/[^/?*]+)(.*)$/.exec(url.split("#")[0]);
  return !parsed ? url : parsed[2].startsWith("/") || parsed[2].startsWith("*") ? parsed[1] + parsed[2] : `${parsed[1]}/${parsed[2]}`;
};
const pattern = (url) => new RegExp(`^${root(url).split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "s");
const hasHost = (host) => rows.some(({ url, error }) => !error && pattern(url.replace(/^(https?:\/\/[^/]+).*$/, "$1/")).test(`https://${host}/`)) || rows.some(({ url }) => url.startsWith(`http://${host}`));

function serve(scheme) {
  const server = http.createServer((request, response) => {
    const url = root(`${scheme}://${request.headers.host.replace(/:(80|443)$/, "")}${request.url}`);
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const row = rows.find((one) => (one.left ?? Infinity) > 0 && (!one.method || one.method === request.method) && pattern(one.url).test(url));
      if (row?.left !== undefined) row.left -= 1;
      requests.push(`${request.method} ${url} ${row ? row.status ?? 200 : ""}`);
      if (!row) {
        request.socket.destroy();
        return;
      }
      const text = row.body === undefined ? "" : typeof row.body === "string" ? row.body : JSON.stringify(row.body);
      setTimeout(() => {
        response.sendDate = false;
        const typed = typeof row.body === "object" && !Object.keys(row.headers ?? {}).some((name) => name.toLowerCase() === "content-type");
        response.writeHead(row.status ?? 200, { connection: "close", ...(typed && { "content-type": "application/json; charset=utf-8" }), ...row.headers });
        response.end(text);
      }, row.delay_ms ?? 5);
    });
  });
  return new Promise((resolve) => { server.listen(0, "127.0.0.1", () => resolve(server)); });
}

/** Sends every connection to the servers. */
async function redirect() {
  const servers = { "http:": await serve("http"), "https:": await serve("https") };
  const { connect } = net;
  const open = (options, done, protocol) => {
    const { host = "localhost", port = protocol === "https:" ? 443 : 80 } = options;
    if (!hasHost(Number(port) === (protocol === "https:" ? 443 : 80) ? host : `${host}:${port}`)) {
      const socket = new net.Socket();
      requests.push("refused");
      process.nextTick(() => socket.destroy(Object.assign(new Error(`connect ECONNREFUSED ${host}:${port}`), { errno: -111, code: "ECONNREFUSED", syscall: "connect", address: host, port: Number(port) })));
      return socket;
    }
    const socket = connect({ port: servers[protocol].address().port, host: "127.0.0.1" });
    if (protocol === "https:") {
      socket.authorized = true;
      socket.encrypted = true;
      socket.alpnProtocol = false;
      socket.getSession = () => undefined;
      socket.on("connect", () => socket.emit("secureConnect"));
    }
    if (typeof done === "function") socket.once(protocol === "https:" ? "secureConnect" : "connect", done);
    return socket;
  };
  http.Agent.prototype.createConnection = (options, done) => open(options, done, "http:");
  https.Agent.prototype.createConnection = (options, done) => open(options, done, "https:");
  tls.connect = (options, done) => open({ ...options, host: options.servername || options.host }, done, "https:");
  net.connect = (options, ...rest) => (options?.hostname || options?.host ? open(options, rest[0], "http:") : connect(options, ...rest));
  return () => Object.values(servers).forEach((server) => server.close());
}

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
  rows = (scenario.http ?? []).map((row) => ({ ...row, left: row.times }));
  requests = [];
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
  return { outcome, console: lines, claims: JSON.parse(JSON.stringify(context.idToken)), requests: requests.filter((request) => request !== "refused") };
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
