// Node's url: the published port of its older half, and the standard's classes.
const legacy = require("url/");
const { URL, URLSearchParams } = require("#whatwg");
const { toASCII, toUnicode } = require("./replaced/tr46");

const { parse, format, resolve, resolveObject, Url } = legacy;
const checked = (url) => {
  if (typeof url !== "string" && !(url instanceof Url)) {
    throw Object.assign(new TypeError(`The "url" argument must be of type string. Received ${url === null || url === undefined ? String(url) : typeof url === "object" ? `an instance of ${url.constructor && url.constructor.name}` : `type ${typeof url} (${String(url)})`}`), { code: "ERR_INVALID_ARG_TYPE" });
  }
  return url;
};

module.exports = {
  Url,
  parse: (url, query, slashes) => parse(checked(url), query, slashes),
  format(url, options = {}) {
    if (!(url instanceof URL)) return format(url);
    const copy = new URL(url.href);
    if (options.fragment === false) copy.hash = "";
    if (options.search === false) copy.search = "";
    if (options.auth === false) [copy.username, copy.password] = ["", ""];
    return copy.href;
  },
  resolve: (from, to) => resolve(from, to),
  resolveObject: (from, to) => resolveObject(from, to),
  URL,
  URLSearchParams,
  domainToASCII: (domain) => toASCII(String(domain)) || "",
  domainToUnicode: (domain) => toUnicode(String(domain)).domain,
  fileURLToPath: (url) => decodeURIComponent(new URL(url).pathname),
  pathToFileURL: (path) => new URL(`file://${encodeURI(path)}`),
  urlToHttpOptions: (url) => ({
    protocol: url.protocol, hostname: url.hostname.replace(/^\[|\]$/g, ""), hash: url.hash, search: url.search, pathname: url.pathname, path: url.pathname + url.search, href: url.href,
    ...(url.port === "" ? {} : { port: Number(url.port) }), ...(url.username || url.password ? { auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` } : {}),
  }),
};
