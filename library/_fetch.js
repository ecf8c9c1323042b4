// `fetch` and what belongs to it.
const { exchange, STATUS_CODES } = require("#network");
const { DOMException, AbortSignal } = require("#events");
const { encode, decode } = require("#bytes");
const { URL, URLSearchParams } = require("#whatwg");
const { show } = require("#show");

const custom = Symbol.for("nodejs.util.inspect.custom");
const named = (Class, name) => Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

class Headers {
  constructor(init) {
    Object.defineProperty(this, "map", { value: new Map() });
    if (init === undefined || init === null) return;
    if (init instanceof Headers) for (const [name, values] of init.map) this.map.set(name, [...values]);
    else if (typeof init === "object" && typeof init[Symbol.iterator] === "function") {
      for (const pair of init) {
        if (pair.length !== 2) throw new TypeError("Headers constructor: expected name/value pair to be length 2, found " + pair.length + ".");
        this.append(pair[0], pair[1]);
      }
    } else if (typeof init === "object") {
      for (const name of Object.keys(init)) this.append(name, init[name]);
    } else {
      throw new TypeError("Headers constructor: init given is not an object.");
    }
  }
  append(name, value) {
    const [key, text] = this.pair("append", name, value);
    this.map.set(key, [...(this.map.get(key) || []), text]);
  }
  set(name, value) {
    const [key, text] = this.pair("set", name, value);
    this.map.set(key, [text]);
  }
  pair(method, name, value) {
    if (!TOKEN.test(String(name))) throw new TypeError(`Headers.${method}: "${name}" is an invalid header name.`);
    const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
    if (/[\0\r\n]/.test(text)) throw new TypeError(`Headers.${method}: "${text}" is an invalid header value.`);
    return [String(name).toLowerCase(), text];
  }
  get(name) {
    const values = this.map.get(String(name).toLowerCase());
    return values === undefined ? null : values.join(", ");
  }
  getSetCookie() { return [...(this.map.get("set-cookie") || [])]; }
  has(name) { return this.map.has(String(name).toLowerCase()); }
  delete(name) { this.map.delete(String(name).toLowerCase()); }
  forEach(callback, self) { for (const [name, value] of this) callback.call(self, value, name, this); }
  *entries() {
    for (const name of [...this.map.keys()].sort()) {
      if (name === "set-cookie") for (const value of this.map.get(name)) yield [name, value];
      else yield [name, this.get(name)];
    }
  }
  *keys() { for (const [name] of this.entries()) yield name; }
  *values() { for (const [, value] of this.entries()) yield value; }
  [Symbol.iterator]() { return this.entries(); }
  [custom](depth, options) { return `Headers ${show(Object.fromEntries(this), options)}`; }
}
named(Headers, "Headers");

class Blob {
  constructor(parts = [], { type = "" } = {}) {
    const bytes = [];
    for (const part of parts) {
      if (part instanceof Blob) bytes.push(...part.bytes);
      else if (part instanceof ArrayBuffer) bytes.push(...new Uint8Array(part));
      else if (ArrayBuffer.isView(part)) bytes.push(...new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
      else bytes.push(...encode(part));
    }
    Object.defineProperty(this, "bytes", { value: Uint8Array.from(bytes) });
    Object.defineProperty(this, "type", { value: String(type).toLowerCase(), enumerable: true });
  }
  get size() { return this.bytes.length; }
  async text() { return decode(this.bytes); }
  async arrayBuffer() { return this.bytes.slice().buffer; }
  slice(start, end, type) { return new Blob([this.bytes.slice(start, end)], { type }); }
}
named(Blob, "Blob");
class File extends Blob {
  constructor(parts, name, options) {
    super(parts, options);
    this.name = String(name);
  }
}
named(File, "File");

class FormData {
  constructor() { Object.defineProperty(this, "list", { value: [] }); }
  append(name, value, file) { this.list.push([String(name), value instanceof Blob ? (value instanceof File && file === undefined ? value : new File([value], file || "blob", { type: value.type })) : String(value)]); }
  set(name, value, file) {
    const at = this.list.findIndex(([other]) => other === String(name));
    this.append(name, value, file);
    if (at < 0) return;
    this.list[at] = this.list.pop();
    for (let other = this.list.length - 1; other > at; other -= 1) if (this.list[other][0] === String(name)) this.list.splice(other, 1);
  }
  get(name) {
    const found = this.list.find(([other]) => other === String(name));
    return found ? found[1] : null;
  }
  getAll(name) { return this.list.filter(([other]) => other === String(name)).map(([, value]) => value); }
  has(name) { return this.list.some(([other]) => other === String(name)); }
  delete(name) { for (let at = this.list.length - 1; at >= 0; at -= 1) if (this.list[at][0] === String(name)) this.list.splice(at, 1); }
  forEach(callback, self) { for (const [name, value] of this.list) callback.call(self, value, name, this); }
  *entries() { for (const [name, value] of this.list) yield [name, value]; }
  *keys() { for (const [name] of this.list) yield name; }
  *values() { for (const [, value] of this.list) yield value; }
  [Symbol.iterator]() { return this.entries(); }
}
named(FormData, "FormData");

// A body as bytes, with the type that it has by itself.
function bodyOf(body) {
  if (body === null || body === undefined) return [null, null];
  if (typeof body === "string") return [encode(body), "text/plain;charset=UTF-8"];
  if (body instanceof URLSearchParams) return [encode(String(body)), "application/x-www-form-urlencoded;charset=UTF-8"];
  if (body instanceof Blob) return [body.bytes, body.type || null];
  if (body instanceof ArrayBuffer) return [new Uint8Array(body), null];
  if (ArrayBuffer.isView(body)) return [new Uint8Array(body.buffer, body.byteOffset, body.byteLength), null];
  if (body instanceof FormData) {
    const boundary = "----formdata-undici-000000000000";
    const parts = [...body].map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${value instanceof File ? `; filename="${value.name}"\r\nContent-Type: ${value.type || "application/octet-stream"}` : ""}\r\n\r\n${value instanceof Blob ? decode(value.bytes) : value}\r\n`);
    return [encode(`${parts.join("")}--${boundary}--\r\n`), `multipart/form-data; boundary=${boundary}`];
  }
  return [encode(String(body)), "text/plain;charset=UTF-8"];
}

class Body {
  get bodyUsed() { return this.held.used; }
  get body() {
    const { held } = this;
    if (held.bytes === null) return null;
    const self = this;
    return {
      get locked() { return held.used; },
      async *[Symbol.asyncIterator]() { yield self.take(); },
      getReader() {
        let read = false;
        return {
          read: async () => (read ? { done: true, value: undefined } : ((read = true), { done: false, value: self.take() })),
          releaseLock() {},
          cancel: async () => {},
        };
      },
      cancel: async () => { held.used = true; },
    };
  }
  take() {
    if (this.held.used) throw new TypeError("Body is unusable: Body has already been read");
    if (this.held.bytes !== null) this.held.used = true;
    return this.held.bytes || new Uint8Array(0);
  }
  async text() {
    const text = decode(this.take());
    return text[0] === "\ufeff" ? text.slice(1) : text;
  }
  async json() { return JSON.parse(await this.text()); }
  async arrayBuffer() { return this.take().slice().buffer; }
  async bytes() { return this.take().slice(); }
  async blob() { return new Blob([this.take()], { type: this.headers.get("content-type") || "" }); }
  async formData() {
    const form = new FormData();
    for (const [name, value] of new URLSearchParams(await this.text())) form.append(name, value);
    return form;
  }
}
const hold = (target, bytes, more) => Object.defineProperty(target, "held", { value: { bytes, used: false, ...more } });

class Response extends Body {
  constructor(body = null, { status = 200, statusText = "", headers } = {}) {
    super();
    if (!Number.isInteger(status) || status < 200 || status > 599) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    const [bytes, type] = bodyOf(body);
    if (bytes !== null && [204, 205, 304].includes(status)) throw new TypeError(`Response constructor: Invalid response status code ${status}`);
    hold(this, bytes, { status, statusText, headers: new Headers(headers), url: "", redirected: false, type: "default" });
    if (type !== null && !this.held.headers.has("content-type")) this.held.headers.set("content-type", type);
  }
  get status() { return this.held.status; }
  get statusText() { return this.held.statusText; }
  get ok() { return this.held.status >= 200 && this.held.status < 300; }
  get headers() { return this.held.headers; }
  get url() { return this.held.url; }
  get redirected() { return this.held.redirected; }
  get type() { return this.held.type; }
  clone() {
    if (this.held.used) throw new TypeError("Response.clone: Body has already been consumed.");
    const copy = new Response(null);
    Object.assign(copy.held, this.held, { headers: new Headers(this.held.headers) });
    return copy;
  }
  static json(data, init = {}) {
    const response = new Response(JSON.stringify(data), init);
    if (!new Headers(init.headers).has("content-type")) response.headers.set("content-type", "application/json");
    return response;
  }
  static error() {
    const response = new Response(null);
    Object.assign(response.held, { type: "error", status: 0 });
    return response;
  }
  static redirect(url, status = 302) { return new Response(null, { status, headers: { location: String(new URL(url)) } }); }
}
named(Response, "Response");

const parsed = (input) => {
  try {
    return new URL(input);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${input}`, { cause });
  }
};
class Request extends Body {
  constructor(input, init = {}) {
    super();
    const base = input instanceof Request ? input : null;
    const url = base ? base.held.url : parsed(input);
    if (url.username || url.password) throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`);
    const given = String((init && init.method) || (base ? base.method : "GET"));
    if (!TOKEN.test(given)) throw new TypeError(`'${given}' is not a valid HTTP method.`);
    const method = /^(delete|get|head|options|post|put)$/i.test(given) ? given.toUpperCase() : given;
    if (/^(connect|trace|track)$/i.test(given)) throw new TypeError(`'${given}' HTTP method is unsupported.`);
    const [bytes, type] = init.body === undefined && base ? [base.held.bytes, null] : bodyOf(init.body);
    if (bytes !== null && (method === "GET" || method === "HEAD")) throw new TypeError("Request with GET/HEAD method cannot have body.");
    if (init.signal !== undefined && init.signal !== null && !(init.signal instanceof AbortSignal)) throw new TypeError("RequestInit: Expected signal (\"" + init.signal + "\") to be an instance of AbortSignal.");
    hold(this, bytes, { url, method, headers: new Headers(init.headers !== undefined ? init.headers : base ? base.headers : undefined), signal: init.signal || (base && base.signal) || null, redirect: init.redirect || (base && base.redirect) || "follow" });
    if (type !== null && !this.headers.has("content-type")) this.headers.set("content-type", type);
  }
  get method() { return this.held.method; }
  get url() { return this.held.url.href; }
  get headers() { return this.held.headers; }
  get signal() { return this.held.signal; }
  get redirect() { return this.held.redirect; }
  clone() { return new Request(this); }
}
named(Request, "Request");

const failed = (cause) => new TypeError("fetch failed", { cause });
function fetch(input, init = undefined) {
  return new Promise((resolve, reject) => {
    const request = new Request(input, init || {});
    const { url, method, signal, redirect } = request.held;
    if (signal && signal.aborted) {
      reject(signal.reason);
      return;
    }
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      reject(failed(new Error(url.protocol === "data:" ? "not implemented... yet..." : "unknown scheme")));
      return;
    }
    const giveUp = exchange({ method, url }, { most: redirect === "follow" ? 20 : 0 }, (error, answer) => {
      if (error) {
        reject(failed(error.redirects ? new Error("redirect count exceeded") : error));
        return;
      }
      if (redirect === "error" && [301, 302, 303, 307, 308].includes(answer.status)) {
        reject(failed(new Error("unexpected redirect")));
        return;
      }
      const response = new Response(null);
      Object.assign(response.held, {
        bytes: answer.body === "" && [101, 204, 205, 304].includes(answer.status) ? null : encode(answer.body),
        status: answer.status,
        statusText: answer.statusText,
        headers: new Headers(answer.headers),
        url: answer.url.href,
        redirected: answer.redirected,
        type: "basic",
      });
      resolve(response);
    });
    if (signal) signal.addEventListener("abort", () => { giveUp(); reject(signal.reason); }, { once: true });
  });
}

module.exports = { fetch, Headers, Request, Response, FormData, Blob, File, DOMException, STATUS_CODES, bodyOf };
