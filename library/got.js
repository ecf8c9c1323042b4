// Our double of got, version 11, the last one that can be required.
const { schedule, cancel, stack } = require("#prelude");
const { exchange, headersOf, STATUS_CODES, basic } = require("#network");
const { URL, URLSearchParams } = require("#whatwg");
const { Buffer } = require("buffer");

const RETRY = { methods: ["GET", "PUT", "HEAD", "DELETE", "OPTIONS", "TRACE"], statusCodes: [408, 413, 429, 500, 502, 503, 504, 521, 522, 524], errorCodes: ["ETIMEDOUT", "ECONNRESET", "EADDRINUSE", "ECONNREFUSED", "EPIPE", "ENOTFOUND", "ENETUNREACH", "EAI_AGAIN"] };

class RequestError extends Error {
  constructor(message, error, options, more) {
    super(message);
    this.name = "RequestError";
    if (error.code !== undefined) this.code = error.code;
    Object.defineProperty(this, "options", { value: options });
    Object.assign(this, more);
  }
}
const kind = (name, Base = RequestError) => {
  const Kind = { [name]: class extends Base {
    constructor(...args) {
      super(...args);
      this.name = name;
    }
  } }[name];
  return Kind;
};
const HTTPError = kind("HTTPError");
const TimeoutError = kind("TimeoutError");
const ParseError = kind("ParseError");
const MaxRedirectsError = kind("MaxRedirectsError");
const CancelError = kind("CancelError");

function merged(base, options) {
  const all = { ...base, ...options };
  all.headers = { ...base.headers };
  for (const [name, value] of Object.entries(options.headers || {})) all.headers[name.toLowerCase()] = value;
  all.hooks = {};
  for (const name of ["init", "beforeRequest", "beforeRedirect", "beforeRetry", "afterResponse", "beforeError"]) all.hooks[name] = [...((base.hooks || {})[name] || []), ...((options.hooks || {})[name] || [])];
  return all;
}
const limits = (retry) => (typeof retry === "number" ? { limit: retry } : { limit: 2, ...retry });

function target(options) {
  let { url } = options;
  if (options.prefixUrl && typeof url === "string") {
    if (url.startsWith("/")) throw new Error("`input` must not start with a slash when using `prefixUrl`");
    url = `${String(options.prefixUrl).replace(/\/?$/, "/")}${url}`;
  }
  if (url === undefined) throw new TypeError("Missing `url` property");
  const full = new URL(String(url));
  if (options.searchParams !== undefined) {
    const given = options.searchParams;
    const params = typeof given === "string" || given instanceof URLSearchParams ? new URLSearchParams(given) : new URLSearchParams();
    if (typeof given === "object" && !(given instanceof URLSearchParams)) {
      for (const [name, value] of Object.entries(given)) if (value !== undefined) params.append(name, value === null ? "" : value);
    }
    full.search = String(params);
  }
  return full;
}

function send(given, base) {
  const options = merged(base, given);
  options.method = String(options.method || "GET").toUpperCase();
  const at = stack();
  let cancelled = false;
  let giveUp = () => {};
  let rejectNow;
  const answer = (responseType) => new Promise((resolve, reject) => {
    rejectNow = reject;
    let url;
    try {
      url = target(options);
      const bodies = ["body", "json", "form"].filter((name) => options[name] !== undefined);
      if (bodies.length > 1) throw new TypeError("The `body`, `json` and `form` options are mutually exclusive");
      if (bodies.length && ["GET", "HEAD"].includes(options.method) && !options.allowGetBody) throw new TypeError(`The \`${options.method}\` method cannot be used with a body`);
    } catch (error) {
      reject(new RequestError(error.message, error, options));
      return;
    }
    options.url = url;
    if (options.username || options.password) options.headers.authorization = basic(options.username || "", options.password || "");
    const retry = limits(options.retry);
    const waits = typeof options.timeout === "object" && options.timeout ? options.timeout.request || options.timeout.response : options.timeout;
    const attempt = (count) => {
      if (cancelled) return;
      let timer = null;
      const failed = (error, status) => {
        if (timer) cancel(timer);
        const may = count <= retry.limit && (retry.methods || RETRY.methods).includes(options.method) && (status ? (retry.statusCodes || RETRY.statusCodes).includes(status) : (retry.errorCodes || RETRY.errorCodes).includes(error.code));
        if (may) schedule(() => attempt(count + 1), (2 ** (count - 1)) * 1000, [], false);
        else reject(error);
      };
      if (waits) {
        timer = schedule(() => {
          giveUp();
          failed(new TimeoutError(`Timeout awaiting 'request' for ${waits}ms`, { code: "ETIMEDOUT" }, options, { event: "request" }));
        }, waits, [], false);
      }
      giveUp = exchange({ method: options.method, url, at }, { most: options.followRedirect === false ? 0 : options.maxRedirects === undefined ? 10 : options.maxRedirects }, (error, got) => {
        if (timer) cancel(timer);
        if (error) {
          failed(error.redirects ? new MaxRedirectsError(`Redirected ${error.redirects} times. Aborting.`, {}, options) : new RequestError(error.message, error, options));
          return;
        }
        const response = { statusCode: got.status, statusMessage: got.statusText, headers: headersOf(got), url: got.url.href, requestUrl: url.href, redirectUrls: [], rawBody: Buffer.from(got.body), retryCount: count - 1, isFromCache: false, request: { options } };
        const type = responseType || options.responseType || "text";
        const ok = got.status >= 200 && got.status <= (options.followRedirect === false ? 399 : 299) || got.status === 304;
        try {
          response.body = type === "json" ? (got.body === "" ? "" : JSON.parse(got.body)) : type === "buffer" ? response.rawBody : got.body;
        } catch (wrong) {
          response.body = got.body;
          if (ok) {
            failed(new ParseError(`${wrong.message} in "${url.href}"`, { code: "ERR_BODY_PARSE_FAILURE" }, options, { response }), 1);
            return;
          }
        }
        Promise.resolve().then(async () => {
          let last = response;
          for (const hook of options.hooks.afterResponse) last = await hook(last, () => last);
          return last;
        }).then((last) => {
          if (!ok && options.throwHttpErrors !== false) {
            failed(new HTTPError(`Response code ${got.status} (${STATUS_CODES[got.status]})`, { code: "ERR_NON_2XX_3XX_RESPONSE" }, options, { response: last }), got.status);
            return;
          }
          resolve(last);
        }, reject);
      });
    };
    Promise.resolve().then(async () => {
      for (const hook of options.hooks.beforeRequest) await hook(options);
    }).then(() => attempt(1), reject);
  }).catch(async (error) => {
    let last = error;
    for (const hook of options.hooks.beforeError) last = await hook(last);
    throw last;
  });
  // The request goes out once, in the form in which it is first asked for.
  let promise;
  const once = (type) => (promise = promise || answer(type));
  const begin = Promise.resolve().then(() => once());
  const wanted = begin.then((response) => (options.resolveBodyOnly ? response.body : response));
  wanted.catch(() => {});
  const as = (type) => {
    const shaped = once(type).then((response) => response.body);
    shaped.catch(() => {});
    return shaped;
  };
  return Object.assign(wanted, {
    json: () => { if (!options.headers.accept) options.headers.accept = "application/json"; return as("json"); },
    text: () => as("text"),
    buffer: () => as("buffer"),
    cancel: () => { cancelled = true; giveUp(); if (rejectNow) rejectNow(new CancelError("Promise was canceled", {}, options)); },
    isCanceled: false,
    on() { return wanted; },
  });
}

function make(base) {
  const got = (url, options) => send(typeof url === "string" || url instanceof URL ? { ...options, url } : { ...url, ...options }, base);
  for (const name of ["get", "post", "put", "patch", "head", "delete"]) got[name] = (url, options) => got(url, { ...options, method: name });
  got.extend = (...all) => make(all.reduce((sum, one) => merged(sum, typeof one === "function" ? one.defaults.options : one), base));
  got.defaults = { options: base };
  got.mergeOptions = (...all) => all.reduce(merged, base);
  return Object.assign(got, { RequestError, HTTPError, TimeoutError, ParseError, MaxRedirectsError, CancelError });
}

module.exports = make({ headers: {} });
module.exports.default = module.exports;
Object.defineProperty(module.exports, "__esModule", { value: true });
