// Our double of request, which was the client of most rules. Its answers come from the scenario.
const EventEmitter = require("events");
const { schedule, cancel, stack } = require("#prelude");
const { exchange, headersOf, basic, header } = require("#network");
const { Buffer } = require("buffer");
const url = require("url");
const querystring = require("querystring");

const flat = (object, prefix = "") => Object.keys(object).flatMap((name) => {
  const key = prefix ? `${prefix}[${name}]` : name;
  const value = object[name];
  if (value === undefined) return [];
  if (value !== null && typeof value === "object") return flat(value, key);
  return [[key, value === null ? "" : value]];
});
const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
const query = (object) => flat(object).map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");

class Request extends EventEmitter {
  constructor(options) {
    super();
    Object.assign(this, options, { readable: true, writable: true, _callback: options.callback });
    this.method = String(options.method || "GET").toUpperCase();
    this.headers = { ...options.headers };
    this.explicitMethod = Boolean(options.method);
    this.giveUp = () => {};
    Object.defineProperty(this, "at", { value: stack() });
    let target = options.uri || options.url;
    if (!target) {
      this.fail(new Error("options.uri is a required argument"));
      return;
    }
    if (options.baseUrl !== undefined) {
      if (typeof options.baseUrl !== "string") { this.fail(new Error("options.baseUrl must be a string")); return; }
      if (typeof target !== "string") { this.fail(new Error("options.uri must be a string when using options.baseUrl")); return; }
      if (target.indexOf("//") === 0 || target.indexOf("://") !== -1) { this.fail(new Error("options.uri must be a path when using options.baseUrl")); return; }
      const [left, right] = [options.baseUrl.endsWith("/"), target.startsWith("/")];
      target = left && right ? options.baseUrl + target.slice(1) : left || right ? options.baseUrl + target : target === "" ? options.baseUrl : `${options.baseUrl}/${target}`;
    }
    this.uri = typeof target === "string" ? url.parse(target) : target.href && !target.host ? url.parse(target.href) : target;
    if (!this.uri.host && !(this.uri.protocol && this.uri.hostname)) {
      const shown = url.format(this.uri);
      this.fail(new Error(`Invalid URI "${shown}"${/^\/\//.test(shown) || this.uri.protocol ? "" : ""}`));
      return;
    }
    if (this.uri.protocol !== "http:" && this.uri.protocol !== "https:") {
      this.fail(new Error(`Invalid protocol: ${this.uri.protocol}`));
      return;
    }
    this.prepare(options);
    // Whoever is called back is called back later, and may still listen.
    this.begun = schedule(() => this.start(options), 0, [], false);
  }
  has(name) { return Object.keys(this.headers).find((other) => other.toLowerCase() === name.toLowerCase()); }
  prepare(options) {
    if (options.qs) {
      const base = this.uri.query ? flat(querystring.parse(this.uri.query)) : [];
      const given = flat(options.qs);
      const all = new Map([...base, ...given]);
      const text = [...all].map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
      const { hash } = this.uri;
      this.uri = url.parse(`${url.format(this.uri).split("#")[0].split("?")[0]}${text ? `?${text}` : ""}${hash || ""}`);
    }
    if (options.form) {
      if (!this.has("content-type")) this.headers["content-type"] = "application/x-www-form-urlencoded";
      this.body = typeof options.form === "string" ? options.form : query(options.form);
    }
    if (options.json) {
      if (!this.has("accept")) this.headers.accept = "application/json";
      if (typeof options.json === "boolean") {
        if (this.body !== undefined) {
          if (!/^application\/x-www-form-urlencoded\b/.test(this.headers[this.has("content-type")])) this.body = JSON.stringify(this.body);
          if (!this.has("content-type")) this.headers["content-type"] = "application/json";
        }
      } else {
        this.body = JSON.stringify(options.json);
        if (!this.has("content-type")) this.headers["content-type"] = "application/json";
      }
    }
    if (options.auth && !this.has("authorization")) {
      const { user = options.auth.username, pass = options.auth.password, bearer } = options.auth;
      this.headers.authorization = bearer !== undefined ? `Bearer ${typeof bearer === "function" ? bearer() : bearer || ""}` : basic(user, pass === undefined ? "" : pass);
    } else if (this.uri.auth && !this.has("authorization")) {
      this.headers.authorization = basic(...this.uri.auth.split(/:(.*)/s));
    }
    if (this.body !== undefined && this.body !== null && typeof this.body !== "string" && !Buffer.isBuffer(this.body) && !Array.isArray(this.body)) {
      this.refused = new Error("Argument error, options.body.");
    }
    if (this.body !== undefined && !this.has("content-length") && !this.refused && this.body !== null) this.headers["content-length"] = Buffer.byteLength(String(this.body));
    this.host = this.uri.hostname;
    this.port = this.uri.port;
    this.path = this.uri.path;
    this.href = this.uri.href;
  }
  start(options) {
    if (this._aborted) return;
    if (this.refused) {
      this.emit("error", this.refused);
      return;
    }
    const { URL } = require("#whatwg");
    const most = this.followRedirect === false || !(this.followAllRedirects || ["GET", "HEAD", "OPTIONS", "TRACE"].includes(this.method)) ? 0 : this.maxRedirects === undefined ? 10 : this.maxRedirects;
    this.emit("request", this);
    const timer = options.timeout ? schedule(() => {
      this.giveUp();
      this._aborted = true;
      const error = Object.assign(new Error("ESOCKETTIMEDOUT"), { code: "ESOCKETTIMEDOUT", connect: false });
      this.emit("error", error);
    }, options.timeout, [], false) : null;
    this.giveUp = exchange({ method: this.method, url: new URL(this.uri.href), at: this.at }, { most, onRedirect: (response, next) => {
      this.uri = url.parse(next.href);
      if (this.method === "POST" || (this.method !== "HEAD" && response.status === 303)) { this.method = "GET"; }
    } }, (error, answer) => {
      if (timer) cancel(timer);
      if (this._aborted) return;
      if (error) {
        this.emit("error", error.redirects ? new Error(`Exceeded maxRedirects. Probably stuck in a redirect loop ${this.uri.href}`) : error);
        return;
      }
      this.answered(answer, options);
    });
  }
  answered(answer, options) {
    const response = new EventEmitter();
    Object.assign(response, { statusCode: answer.status, statusMessage: answer.statusText, httpVersion: "1.1", headers: headersOf(answer), rawHeaders: answer.headers.flat(), request: this, caseless: { get: (name) => header(answer, name.toLowerCase()), has: (name) => header(answer, name.toLowerCase()) !== undefined } });
    response.toJSON = () => ({ statusCode: response.statusCode, body: response.body, headers: response.headers, request: this.toJSON() });
    this.response = response;
    this.emit("response", response);
    const bytes = Buffer.from(answer.body);
    if (bytes.length) this.emit("data", options.encoding === undefined || options.encoding === null ? bytes : bytes.toString(options.encoding));
    response.emit("end");
    this.emit("end");
    let body = options.encoding === null ? bytes : bytes.toString(options.encoding);
    if (options.encoding !== null && body[0] === "\ufeff") body = body.slice(1);
    if (options.json) {
      try {
        body = JSON.parse(body, options.jsonReviver);
      } catch {
        // What is no JSON stays text.
      }
    }
    if (body === "" && bytes.length === 0) body = options.encoding === null ? bytes : options.json ? undefined : "";
    response.body = body;
    this.emit("complete", response, body);
    this.emit("close");
  }
  // An error before anything was sent is told in the next turn, when somebody can listen.
  fail(error) {
    schedule(() => this.emit("error", error), 0, [], false);
  }
  toJSON() { return { uri: this.uri, method: this.method, headers: this.headers }; }
  abort() {
    this._aborted = true;
    this.giveUp();
    if (this.begun) cancel(this.begun);
    this.emit("abort");
  }
  destroy() { this.abort(); }
  pipe(target) {
    this.on("data", (chunk) => target.write(chunk));
    this.on("end", () => target.end());
    return target;
  }
  auth(user, pass, sendImmediately, bearer) {
    this.headers.authorization = bearer !== undefined ? `Bearer ${bearer}` : basic(user, pass === undefined ? "" : pass);
    return this;
  }
  setHeader(name, value) { this.headers[name] = value; return this; }
  getHeader(name) { return this.headers[this.has(name)]; }
  form(form) {
    if (form) {
      this.headers["content-type"] = "application/x-www-form-urlencoded";
      this.body = typeof form === "string" ? form : query(form);
      return this;
    }
    this.parts = this.parts || { append: () => {} };
    return this.parts;
  }
  json(value) {
    this.prepare({ json: value });
    return this;
  }
  qs(object) {
    this.prepare({ qs: object });
    return this;
  }
}

function parameters(uri, options, callback) {
  const done = typeof options === "function" ? options : callback;
  const params = {};
  if (options !== null && typeof options === "object") Object.assign(params, options, { uri });
  else if (typeof uri === "string") Object.assign(params, { uri });
  else Object.assign(params, uri);
  params.callback = done || params.callback;
  return params;
}

function make(send) {
  const request = function request(uri, options, callback) {
    if (uri === undefined) throw new Error("undefined is not a valid uri or options object.");
    return send(parameters(uri, options, callback));
  };
  const verb = (method) => (uri, options, callback) => {
    const params = parameters(uri, options, callback);
    params.method = method;
    return send(params);
  };
  for (const name of ["get", "head", "options", "post", "put", "patch", "del", "delete"]) request[name] = verb(name === "del" ? "DELETE" : name.toUpperCase());
  request.defaults = (options, requester) => {
    const given = options || {};
    const own = typeof options === "function" ? {} : given;
    const through = typeof options === "function" ? options : requester;
    return make((params) => {
      const merged = { ...own, ...params };
      if (own.headers) merged.headers = { ...own.headers, ...params.headers };
      if (own.qs || params.qs) merged.qs = { ...own.qs, ...params.qs };
      return through ? through(merged, merged.callback) : send(merged);
    });
  };
  request.jar = () => ({ setCookie() {}, getCookieString: () => "", getCookies: () => [] });
  request.cookie = (text) => String(text);
  request.forever = () => request;
  return request;
}

function send(options) {
  if (options.method === "HEAD" && options.body !== undefined && options.body !== null) throw new Error("HTTP HEAD requests MUST NOT include a request body.");
  const request = new Request(options);
  const { callback } = options;
  if (callback) {
    let called = false;
    const once = (...args) => {
      if (called) return;
      called = true;
      callback.apply(request, args);
    };
    request.on("error", (error) => once(error));
    request.on("complete", (response, body) => once(null, response, body));
  }
  return request;
}

module.exports = make(send);
module.exports.Request = Request;
module.exports.debug = false;
Object.defineProperty(module.exports, "make", { value: make });
