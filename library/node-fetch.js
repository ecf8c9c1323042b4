// Our double of node-fetch, version 2, which rules and actions require.
const web = require("#fetch");
const { DOMException } = require("#events");
const { Buffer } = require("buffer");
const { URL } = require("#whatwg");

class FetchError extends Error {
  constructor(message, type, cause) {
    super(message);
    this.message = message;
    this.type = type;
    if (cause) this.code = this.errno = cause.code;
  }
}
Object.defineProperty(FetchError.prototype, "name", { value: "FetchError", writable: true, configurable: true });
class AbortError extends Error {
  constructor(message) {
    super(message);
    this.type = "aborted";
  }
}
Object.defineProperty(AbortError.prototype, "name", { value: "AbortError", writable: true, configurable: true });

class Headers extends web.Headers {
  raw() {
    const raw = {};
    for (const [name, values] of this.map) raw[name] = [...values];
    return raw;
  }
}
class Response extends web.Response {
  constructor(body, init = {}) {
    super(null, { status: Math.max(200, init.status || 200), statusText: init.statusText, headers: init.headers });
    const [bytes, type] = web.bodyOf(body);
    Object.assign(this.held, { bytes: bytes || new Uint8Array(0), headers: new Headers(init.headers), url: init.url || "", redirected: (init.counter || 0) > 0 });
    if (type !== null && !this.held.headers.has("content-type")) this.held.headers.set("content-type", type);
  }
  take() {
    if (this.held.used) throw new TypeError(`body used already for: ${this.url}`);
    this.held.used = true;
    return this.held.bytes;
  }
  async buffer() { return Buffer.from(this.take()); }
  async textConverted() { return this.text(); }
  async json() {
    const text = await this.text();
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new FetchError(`invalid json response body at ${this.url} reason: ${error.message}`, "invalid-json");
    }
  }
  clone() { return new Response(Buffer.from(this.held.bytes), { status: this.status, statusText: this.statusText, headers: this.headers, url: this.url }); }
}

async function fetch(input, init = {}) {
  const url = input instanceof web.Request ? input.url : String(input && input.href !== undefined ? input.href : input);
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    throw new TypeError("Only absolute URLs are supported");
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") throw new TypeError("Only HTTP(S) protocols are supported");
  const { timeout, signal, body, ...more } = init;
  const { AbortController } = require("#events");
  const both = new AbortController();
  const given = body !== null && body !== undefined && typeof body === "object" && typeof body.getBoundary === "function" ? String(body) : body;
  let timedOut = false;
  const timer = timeout ? setTimeout(() => { timedOut = true; both.abort(); }, timeout) : null;
  if (signal) {
    if (signal.aborted) throw new AbortError("The user aborted a request.");
    signal.addEventListener("abort", () => both.abort());
  }
  try {
    const answer = await web.fetch(input instanceof web.Request ? input : url, { ...more, body: given, signal: both.signal });
    const response = new Response(Buffer.from(answer.held.bytes || []), { statusText: answer.statusText, headers: answer.headers, url: answer.url, status: answer.status, counter: answer.redirected ? 1 : 0 });
    return response;
  } catch (error) {
    if (timedOut) throw new FetchError(`network timeout at: ${url}`, "request-timeout");
    if (error instanceof DOMException || error.name === "AbortError") throw new AbortError("The user aborted a request.");
    if (error.cause && error.cause.message === "redirect count exceeded") throw new FetchError(`maximum redirect reached at: ${url}`, "max-redirect");
    if (error.cause && error.cause.code) throw new FetchError(`request to ${parsed.href} failed, reason: ${error.cause.message}`, "system", error.cause);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

module.exports = exports = fetch;
Object.defineProperty(exports, "__esModule", { value: true });
exports.default = exports;
exports.isRedirect = (status) => [301, 302, 303, 307, 308].includes(status);
exports.Headers = Headers;
exports.Request = web.Request;
exports.Response = Response;
exports.FetchError = FetchError;
exports.AbortError = AbortError;
