// The two modules http and https, which differ in their protocol only.
const EventEmitter = require("events");
const { schedule, cancel } = require("#prelude");
const { send, headersOf, failure, basic, STATUS_CODES } = require("#network");
const { URL } = require("#whatwg");

const METHODS = ["ACL", "BIND", "CHECKOUT", "CONNECT", "COPY", "DELETE", "GET", "HEAD", "LINK", "LOCK", "M-SEARCH", "MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL", "MOVE", "NOTIFY", "OPTIONS", "PATCH", "POST", "PROPFIND", "PROPPATCH", "PURGE", "PUT", "QUERY", "REBIND", "REPORT", "SEARCH", "SOURCE", "SUBSCRIBE", "TRACE", "UNBIND", "UNLINK", "UNLOCK", "UNSUBSCRIBE"];

class IncomingMessage extends EventEmitter {
  constructor(response, method) {
    super();
    this.statusCode = response.status;
    this.statusMessage = response.statusText;
    this.httpVersion = "1.1";
    this.headers = headersOf(response);
    this.rawHeaders = response.headers.flat();
    this.trailers = {};
    this.method = null;
    this.url = "";
    this.complete = false;
    Object.defineProperties(this, { text: { value: response.body }, encoding: { value: null, writable: true }, flowing: { value: false, writable: true } });
  }
  on(name, listener) {
    super.on(name, listener);
    if (name === "data" || name === "end" || name === "readable") this.resume();
    return this;
  }
  setEncoding(encoding) {
    this.encoding = encoding || "utf8";
    return this;
  }
  // The body comes in one piece, once somebody listens.
  resume() {
    if (this.flowing) return this;
    this.flowing = true;
    schedule(() => {
      const chunk = require("buffer").Buffer.from(this.text);
      if (chunk.length) this.emit("data", this.encoding ? chunk.toString(this.encoding) : chunk);
      this.complete = true;
      this.emit("end");
      this.emit("close");
    }, 0, [], false);
    return this;
  }
  pause() { return this; }
  pipe(target) {
    this.on("data", (chunk) => target.write(chunk));
    this.on("end", () => target.end());
    return target;
  }
  destroy() { return this; }
  async *[Symbol.asyncIterator]() {
    const chunk = require("buffer").Buffer.from(this.text);
    if (chunk.length) yield this.encoding ? chunk.toString(this.encoding) : chunk;
  }
}

class ClientRequest extends EventEmitter {
  constructor(url, options, callback) {
    super();
    this.method = String(options.method || "GET").toUpperCase();
    this.protocol = url.protocol;
    this.host = url.hostname;
    this.path = url.pathname + url.search;
    this.aborted = false;
    this.destroyed = false;
    Object.defineProperties(this, { target: { value: url }, parts: { value: [] }, held: { value: {} }, ended: { value: false, writable: true }, giveUp: { value: () => {}, writable: true }, watch: { value: null, writable: true } });
    for (const [name, value] of Object.entries(options.headers || {})) this.setHeader(name, value);
    if (options.auth && !this.hasHeader("authorization")) this.setHeader("Authorization", basic(...String(options.auth).split(/:(.*)/s)));
    if (callback) this.once("response", callback);
    if (options.timeout) this.setTimeout(options.timeout);
  }
  setHeader(name, value) {
    if (typeof name !== "string" || name === "") throw Object.assign(new TypeError(`Header name must be a valid HTTP token ["${name}"]`), { code: "ERR_INVALID_HTTP_TOKEN" });
    if (value === undefined) throw Object.assign(new TypeError(`Invalid value "undefined" for header "${name}"`), { code: "ERR_HTTP_INVALID_HEADER_VALUE" });
    this.held[name.toLowerCase()] = [name, value];
    return this;
  }
  getHeader(name) { return (this.held[String(name).toLowerCase()] || [])[1]; }
  hasHeader(name) { return String(name).toLowerCase() in this.held; }
  removeHeader(name) { delete this.held[String(name).toLowerCase()]; }
  getHeaders() { return Object.fromEntries(Object.entries(this.held).map(([name, [, value]]) => [name, value])); }
  getHeaderNames() { return Object.keys(this.held); }
  write(chunk, encoding, callback) {
    if (typeof chunk !== "string" && !ArrayBuffer.isView(chunk)) {
      throw Object.assign(new TypeError(`The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${chunk === undefined || chunk === null ? chunk : typeof chunk === "object" ? `an instance of ${chunk.constructor && chunk.constructor.name}` : `type ${typeof chunk} (${chunk})`}`), { code: "ERR_INVALID_ARG_TYPE" });
    }
    this.parts.push(chunk);
    const done = typeof encoding === "function" ? encoding : callback;
    if (done) schedule(done, 0, [], false);
    return true;
  }
  end(chunk, encoding, callback) {
    const done = [chunk, encoding, callback].find((one) => typeof one === "function");
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function") this.write(chunk);
    if (this.ended) return this;
    this.ended = true;
    if (done) this.once("finish", done);
    if (this.destroyed) return this;
    this.giveUp = send({ method: this.method, url: this.target }, (error, response) => {
      if (this.watch) cancel(this.watch);
      if (error) {
        this.fail(error);
        return;
      }
      const message = new IncomingMessage(response, this.method);
      this.res = message;
      if (!this.emit("response", message)) message.resume();
      this.emit("close");
    });
    schedule(() => this.emit("finish"), 0, [], false);
    return this;
  }
  fail(error) {
    this.emit("error", error);
    this.emit("close");
  }
  setTimeout(ms, callback) {
    if (callback) this.once("timeout", callback);
    if (this.watch) cancel(this.watch);
    if (ms > 0) this.watch = schedule(() => this.emit("timeout"), ms, [], false);
    return this;
  }
  abort() {
    if (this.aborted) return;
    this.aborted = true;
    schedule(() => this.emit("abort"), 0, [], false);
    this.destroy();
  }
  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.giveUp();
    if (this.watch) cancel(this.watch);
    if (!this.res) schedule(() => this.fail(error || failure("ECONNRESET", this.target)), 0, [], false);
    return this;
  }
  flushHeaders() {}
  setNoDelay() { return this; }
  setSocketKeepAlive() { return this; }
}

class Agent extends EventEmitter {
  constructor(options = {}) {
    super();
    this.options = { ...options };
    this.maxSockets = options.maxSockets || Infinity;
    this.keepAlive = Boolean(options.keepAlive);
  }
  destroy() {}
}

// What `request` was called with as a URL and options.
function target(protocol, input, rest) {
  let options = {};
  let base = null;
  if (typeof input === "string") base = new URL(input);
  else if (input instanceof URL) base = input;
  else options = input || {};
  const callback = typeof rest[0] === "function" ? rest[0] : rest[1];
  if (rest[0] && typeof rest[0] === "object") options = { ...options, ...rest[0] };
  const scheme = options.protocol || (base ? base.protocol : protocol);
  if (scheme !== protocol) throw Object.assign(new TypeError(`Protocol "${scheme}" not supported. Expected "${protocol}"`), { code: "ERR_INVALID_PROTOCOL" });
  const name = options.hostname || options.host || (base ? base.hostname : "localhost");
  const port = options.port || (base ? base.port : "");
  const path = options.path || (base ? base.pathname + base.search : "/");
  if (/[\u0000-\u0020]/.test(path)) throw Object.assign(new TypeError("Request path contains unescaped characters"), { code: "ERR_UNESCAPED_CHARACTERS" });
  const url = new URL(`${scheme}//${String(name).replace(/:\d+$/, (all) => (port ? "" : all))}${port ? `:${port}` : ""}${path.startsWith("/") ? path : `/${path}`}`);
  if (base && (base.username || base.password) && !options.auth) options = { ...options, auth: `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}` };
  return [url, options, callback];
}

exports.of = (protocol) => {
  const request = (input, ...rest) => new ClientRequest(...target(protocol, input, rest));
  return {
    METHODS,
    STATUS_CODES,
    Agent,
    ClientRequest,
    IncomingMessage,
    globalAgent: new Agent(),
    request,
    get(input, ...rest) {
      const sent = request(input, ...rest);
      sent.end();
      return sent;
    },
    createServer() { throw new Error("a script has no port to listen on: servers are not simulated"); },
  };
};
