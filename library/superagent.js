// Our double of superagent: the chain, the promise and the callback.
const { schedule, cancel, stack } = require("#prelude");
const { exchange, headersOf, basic } = require("#network");
const { URL } = require("#whatwg");
const { Buffer } = require("buffer");
const qs = require("qs");
const EventEmitter = require("events");

const TYPES = { json: "application/json", form: "application/x-www-form-urlencoded", html: "text/html", text: "text/plain", xml: "text/xml", urlencoded: "application/x-www-form-urlencoded" };
const typeOf = (headers) => String(headers["content-type"] || "").split(/ *; */)[0];
const parsed = (text, type) => {
  if (/[/+]json$/i.test(type)) return text ? JSON.parse(text) : {};
  if (type === "application/x-www-form-urlencoded") return qs.parse(text);
  return {};
};

class Response extends EventEmitter {
  constructor(request, answer) {
    super();
    this.req = request;
    this.request = request;
    this.text = answer.body;
    this.headers = headersOf(answer);
    this.header = this.headers;
    this.links = {};
    this.statusCode = this.status = answer.status;
    this.statusType = (answer.status / 100) | 0;
    this.type = typeOf(this.headers);
    this.charset = (/charset=([^;]+)/.exec(this.headers["content-type"] || "") || [])[1];
    this.redirects = [];
    this.body = parsed(this.text, this.type);
    const kind = this.statusType;
    Object.assign(this, { info: kind === 1, ok: kind === 2, redirect: kind === 3, clientError: kind === 4, serverError: kind === 5, created: this.status === 201, accepted: this.status === 202, noContent: this.status === 204, badRequest: this.status === 400, unauthorized: this.status === 401, forbidden: this.status === 403, notFound: this.status === 404, notAcceptable: this.status === 406, unprocessableEntity: this.status === 422 });
    this.error = kind === 4 || kind === 5 ? this.toError(answer) : false;
  }
  toError() {
    return Object.assign(new Error(`cannot ${this.request.method} ${this.request.path} (${this.status})`), { status: this.status, text: this.text, method: this.request.method, path: this.request.path });
  }
  get(name) { return this.headers[name.toLowerCase()]; }
}

class Request extends EventEmitter {
  constructor(method, url) {
    super();
    Object.assign(this, { method, url: String(url), header: {}, _query: [], _data: undefined, _type: "", _at: stack(), _most: method === "HEAD" ? 0 : 5 });
  }
  set(field, value) {
    if (field !== null && typeof field === "object") {
      for (const name of Object.keys(field)) this.set(name, field[name]);
      return this;
    }
    this.header[field.toLowerCase()] = value;
    return this;
  }
  get(field) { return this.header[field.toLowerCase()]; }
  unset(field) { delete this.header[field.toLowerCase()]; return this; }
  query(value) {
    this._query.push(typeof value === "string" ? value : qs.stringify(value));
    return this;
  }
  send(data) {
    if (data !== null && typeof data === "object" && !Array.isArray(data)) {
      this._data = this._data && typeof this._data === "object" ? { ...this._data, ...data } : data;
      if (!this.header["content-type"]) this.type("json");
    } else if (typeof data === "string") {
      if (!this.header["content-type"]) this.type("form");
      this._data = this.header["content-type"] === TYPES.form ? (this._data ? `${this._data}&${data}` : data) : (this._data || "") + data;
    } else {
      this._data = data;
      if (!this.header["content-type"]) this.type("json");
    }
    return this;
  }
  type(type) { return this.set("content-type", type.includes("/") ? type : TYPES[type] || type); }
  accept(type) { return this.set("accept", type.includes("/") ? type : TYPES[type] || type); }
  auth(user, pass, options) {
    const { type = typeof pass === "object" && pass ? pass.type : "basic" } = options || {};
    return this.set("authorization", type === "bearer" ? `Bearer ${user}` : basic(user, typeof pass === "string" ? pass : ""));
  }
  timeout(options) {
    if (!options || typeof options !== "object") this._timeout = options;
    else this._timeout = options.deadline !== undefined ? options.deadline : options.response;
    return this;
  }
  redirects(count) { this._most = count; return this; }
  retry(count = 1) { this._retries = count === true ? 1 : count; return this; }
  ok(holds) { this._ok = holds; return this; }
  use(plugin) { plugin(this); return this; }
  withCredentials() { return this; }
  buffer() { return this; }
  responseType(type) { this._bytes = type === "blob" || type === "arraybuffer"; return this; }
  parse() { return this; }
  field() { return this; }
  attach() { return this; }
  abort() {
    this._aborted = true;
    if (this.giveUp) this.giveUp();
    this.emit("abort");
    return this;
  }
  end(done) {
    if (this._ended) console.warn("Warning: .end() was called twice. This is not supported in superagent");
    this._ended = true;
    let url = this.url;
    const query = this._query.filter((part) => part !== "").join("&");
    if (query) url += (url.includes("?") ? "&" : "?") + query;
    if (!/^https?:/.test(url)) url = `http://${url.replace(/^\/\//, "")}`;
    let target;
    const finish = (error, response) => { if (this._timer) cancel(this._timer); done.call(this, error, response); };
    try {
      target = new URL(url);
    } catch (error) {
      schedule(() => finish(error), 0, [], false);
      return this;
    }
    this.path = target.pathname + target.search;
    if (this._timeout) {
      this._timer = schedule(() => {
        this.giveUp();
        finish(Object.assign(new Error(`Timeout of ${this._timeout}ms exceeded`), { timeout: this._timeout, code: "ECONNABORTED", errno: "ETIME" }));
      }, this._timeout, [], false);
    }
    this.giveUp = exchange({ method: this.method, url: target, at: this._at }, { most: this._most }, (error, answer) => {
      if (error) {
        if (this._retries > 0) {
          this._retries -= 1;
          this._ended = false;
          this.end(done);
          return;
        }
        finish(Object.assign(error, { retries: 0 }));
        return;
      }
      let response;
      try {
        response = new Response(this, answer);
      } catch (wrong) {
        finish(Object.assign(wrong, { rawResponse: answer.body, statusCode: answer.status }));
        return;
      }
      if (this._bytes) response.body = Buffer.from(answer.body);
      this.emit("response", response);
      const ok = this._ok ? this._ok(response) : response.ok;
      if (ok) {
        finish(null, response);
        return;
      }
      const message = response.error && response.status >= 400 ? answer.statusText : "Unsuccessful HTTP response";
      finish(Object.assign(new Error(message || "Unsuccessful HTTP response"), { status: response.status, response }), response);
    });
    return this;
  }
  then(resolve, reject) {
    this._promise = this._promise || new Promise((ok, failed) => this.end((error, response) => (error ? failed(error) : ok(response))));
    return this._promise.then(resolve, reject);
  }
  catch(reject) { return this.then(undefined, reject); }
}

const superagent = (method, url) => (typeof url === "function" ? new Request("GET", method).end(url) : url === undefined ? new Request("GET", method) : new Request(method, url));
for (const name of ["get", "post", "put", "patch", "head", "options", "delete", "del"]) {
  const method = name === "del" ? "DELETE" : name.toUpperCase();
  superagent[name] = (url, data, done) => {
    const request = new Request(method, url);
    const finish = typeof data === "function" ? data : done;
    if (data !== undefined && typeof data !== "function") {
      if (method === "GET" || method === "HEAD") request.query(data);
      else request.send(data);
    }
    if (finish) request.end(finish);
    return request;
  };
}
superagent.agent = () => superagent;
superagent.Request = Request;
superagent.Response = Response;

module.exports = superagent;
