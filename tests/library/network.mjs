// Where the requests of a script go in Node: a server of our own, which answers from the rows of a scenario. A host that no row
// names refuses the connection.
import http from "node:http";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";

/** Rows of the running script, and what was asked for. */
let rows = [];
let requests = [];
/** Connections that are still open. */
let open = 0;

const root = (url) => {
  const parsed = /^(\w+:\/\/[^/?*]+)(.*)$/.exec(url.split("#")[0]);
  return !parsed ? url : parsed[2].startsWith("/") || parsed[2].startsWith("*") ? parsed[1] + parsed[2] : `${parsed[1]}/${parsed[2]}`;
};
const pattern = (url) => new RegExp(`^${root(url).split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "s");
const hasHost = (host) => rows.some(({ url, error }) => !error && pattern(url.replace(/^(https?:\/\/[^/]+).*$/, "$1/")).test(`https://${host}/`)) || rows.some(({ url }) => url.startsWith(`http://${host}`));

function watched(socket) {
  open += 1;
  return socket.once("close", () => { open -= 1; });
}

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

/** Sends every connection to the servers; returns what undoes it. */
export async function redirect() {
  const servers = { "http:": await serve("http"), "https:": await serve("https") };
  const { connect } = net;
  const dial = (options, done, protocol) => {
    const { host = "localhost", port = protocol === "https:" ? 443 : 80 } = options;
    if (!hasHost(Number(port) === (protocol === "https:" ? 443 : 80) ? host : `${host}:${port}`)) {
      const socket = watched(new net.Socket());
      process.nextTick(() => socket.destroy(Object.assign(new Error(`connect ECONNREFUSED ${host}:${port}`), { errno: -111, code: "ECONNREFUSED", syscall: "connect", address: host, port: Number(port) })));
      return socket;
    }
    const socket = watched(connect({ port: servers[protocol].address().port, host: "127.0.0.1" }));
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
  http.Agent.prototype.createConnection = (options, done) => dial(options, done, "http:");
  https.Agent.prototype.createConnection = (options, done) => dial(options, done, "https:");
  tls.connect = (options, done) => dial({ ...options, host: options.servername || options.host }, done, "https:");
  net.connect = (options, ...rest) => (options?.hostname || options?.host ? dial(options, rest[0], "http:") : connect(options, ...rest));
  return () => Object.values(servers).forEach((server) => server.close());
}

/** Answers from these rows from now on, and forgets what was asked for. */
export function answer(list = []) {
  rows = list.map((row) => ({ ...row, left: row.times }));
  requests = [];
}

/** What was asked for since then: method, URL and status. */
export const asked = () => requests;

/** Whether a reply is still to come. */
export const waiting = () => open > 0;
