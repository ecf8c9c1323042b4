// Requests on the virtual clock: the scenario's rows answer. Every client sends through here.
const { host, stack, schedule, cancel } = require("#prelude");

// A connection that nobody refuses takes longer than one that somebody does.
const REFUSED_MS = 1;
const REDIRECTS = [301, 302, 303, 307, 308];

const STATUS_CODES = {
  100: "Continue", 101: "Switching Protocols", 102: "Processing", 103: "Early Hints", 200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information", 204: "No Content", 205: "Reset Content", 206: "Partial Content", 207: "Multi-Status", 208: "Already Reported", 226: "IM Used",
  300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified", 305: "Use Proxy", 307: "Temporary Redirect", 308: "Permanent Redirect",
  400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 407: "Proxy Authentication Required", 408: "Request Timeout", 409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed", 413: "Payload Too Large", 414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable", 417: "Expectation Failed", 418: "I'm a Teapot", 421: "Misdirected Request", 422: "Unprocessable Entity", 423: "Locked", 424: "Failed Dependency", 425: "Too Early", 426: "Upgrade Required", 428: "Precondition Required", 429: "Too Many Requests", 431: "Request Header Fields Too Large", 451: "Unavailable For Legal Reasons",
  500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported", 506: "Variant Also Negotiates", 507: "Insufficient Storage", 508: "Loop Detected", 509: "Bandwidth Limit Exceeded", 510: "Not Extended", 511: "Network Authentication Required",
};

/** The error of a connection that failed, as Node's sockets word it. */
function failure(code, url) {
  const { hostname, port, protocol } = url;
  const number = Number(port) || (protocol === "https:" ? 443 : 80);
  const make = (message, more) => Object.assign(new Error(message), more);
  switch (code) {
    case "ENOTFOUND": case "EAI_AGAIN": return make(`getaddrinfo ${code} ${hostname}`, { errno: code === "ENOTFOUND" ? -3008 : -3001, code, syscall: "getaddrinfo", hostname });
    case "ECONNRESET": return make("socket hang up", { code });
    case "EPIPE": return make("write EPIPE", { errno: -32, code, syscall: "write" });
    default: return make(`connect ${code} ${hostname}:${number}`, { errno: code === "ECONNREFUSED" ? -111 : code === "ETIMEDOUT" ? -110 : -1, code, syscall: "connect", address: hostname, port: number });
  }
}

/** Sends one request; `done(error, response)` is called when its time has come. `at` is the stack of the call that asked for it. Returns how to give it up. */
function send({ method, url, at = stack() }, done) {
  const answer = host.request(method, url.href.replace(/#.*$/, ""), at);
  const timer = schedule(() => {
    if (answer.error !== undefined || answer.status === undefined) {
      done(failure(answer.error || "ECONNREFUSED", url));
      return;
    }
    const headers = answer.headers.map(([name, value]) => [name.toLowerCase(), value]);
    const hasBody = method !== "HEAD" && answer.status !== 204 && answer.status !== 304;
    done(null, { status: answer.status, statusText: STATUS_CODES[answer.status] || "", headers, body: hasBody ? answer.body : "", url });
  }, answer.delay === undefined ? REFUSED_MS : answer.delay, [], false);
  return () => cancel(timer);
}

/** The same, going where answers lead: `follows(response)` says how often at most, or throws. */
function exchange(request, { most = 0, onRedirect } = {}, done) {
  const { URL } = require("#whatwg");
  let giveUp;
  let count = 0;
  const { at = stack() } = request;
  const step = (method, url, body) => {
    giveUp = send({ method, url, body, at }, (error, response) => {
      if (error) {
        done(error);
        return;
      }
      const location = header(response, "location");
      response.redirected = count > 0;
      if (!REDIRECTS.includes(response.status) || location === undefined || most === 0) {
        done(null, response);
        return;
      }
      count += 1;
      if (count > most) {
        done(Object.assign(new Error("too many redirects"), { redirects: most }));
        return;
      }
      const toGet = response.status === 303 ? method !== "HEAD" : response.status < 303 && method === "POST";
      const next = new URL(location, url);
      if (onRedirect) onRedirect(response, next);
      step(toGet ? "GET" : method, next, toGet ? undefined : body);
    });
  };
  step(request.method, request.url, request.body);
  return () => giveUp();
}

function header(response, name) {
  const found = response.headers.filter(([other]) => other === name);
  return found.length ? found.map(([, value]) => value).join(", ") : undefined;
}

/** Headers as Node's http has them: names in lower case, cookies as a list. */
function headersOf(response) {
  const headers = {};
  for (const [name, value] of response.headers) {
    if (name === "set-cookie") (headers[name] = headers[name] || []).push(value);
    else headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

const basic = (user, password) => `Basic ${require("buffer").Buffer.from(`${user}:${password}`).toString("base64")}`;

module.exports = { send, exchange, header, headersOf, failure, basic, STATUS_CODES };
