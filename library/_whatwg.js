// `URL` and `URLSearchParams` over the state machine of whatwg-url, with the errors of Node.
const machine = require("whatwg-url/lib/url-state-machine");
const urlencoded = require("whatwg-url/lib/urlencoded");

const records = new WeakMap();
const lists = new WeakMap();
const custom = Symbol.for("nodejs.util.inspect.custom");
const { show } = require("#show");

const text = (value) => (typeof value === "symbol" ? `${value}` : String(value).replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd"));
const coded = (error, code, more) => Object.assign(error, { code }, more);
const invalid = (input, base) => coded(new TypeError("Invalid URL"), "ERR_INVALID_URL", base === undefined ? { input } : { input, base });
const few = (names) => coded(new TypeError(`The ${names.map((name) => `"${name}"`).join(" and ")} argument${names.length > 1 ? "s" : ""} must be specified`), "ERR_MISSING_ARGS");

function parse(url, base) {
  let parsedBase = null;
  if (base !== undefined) {
    parsedBase = machine.basicURLParse(base);
    if (parsedBase === null) throw invalid(url, base);
  }
  const record = machine.basicURLParse(url, { baseURL: parsedBase });
  if (record === null) throw invalid(url, base);
  return record;
}

class URLSearchParams {
  constructor(init) {
    const list = [];
    lists.set(this, { list, url: null });
    if (init === undefined || init === null) return;
    if (typeof init === "object" || typeof init === "function") {
      const iterator = init[Symbol.iterator];
      if (init instanceof URLSearchParams) {
        for (const pair of lists.get(init).list) list.push([...pair]);
      } else if (iterator !== null && iterator !== undefined) {
        if (typeof iterator !== "function") throw coded(new TypeError("Query pairs must be iterable"), "ERR_ARG_NOT_ITERABLE");
        for (const pair of init) {
          if (pair === null || (typeof pair !== "object" && typeof pair !== "function") || typeof pair[Symbol.iterator] !== "function") {
            throw coded(new TypeError("Each query pair must be an iterable [name, value] tuple"), "ERR_INVALID_TUPLE");
          }
          const both = [...pair];
          if (both.length !== 2) throw coded(new TypeError("Each query pair must be an iterable [name, value] tuple"), "ERR_INVALID_TUPLE");
          list.push(both.map(text));
        }
      } else {
        for (const key of Reflect.ownKeys(init)) {
          const own = Reflect.getOwnPropertyDescriptor(init, key);
          if (own && own.enumerable) list.push([text(key), text(init[key])]);
        }
      }
      return;
    }
    const query = text(init);
    list.push(...urlencoded.parseUrlencodedString(query[0] === "?" ? query.slice(1) : query));
  }
  get size() { return lists.get(this).list.length; }
  append(name, value) {
    if (arguments.length < 2) throw few(["name", "value"]);
    lists.get(this).list.push([text(name), text(value)]);
    changed(this);
  }
  delete(name, value) {
    if (arguments.length < 1) throw few(["name"]);
    const held = lists.get(this);
    const rest = held.list.filter((pair) => !(pair[0] === text(name) && (value === undefined || pair[1] === text(value))));
    held.list.splice(0, held.list.length, ...rest);
    changed(this);
  }
  get(name) {
    if (arguments.length < 1) throw few(["name"]);
    const found = lists.get(this).list.find((pair) => pair[0] === text(name));
    return found ? found[1] : null;
  }
  getAll(name) {
    if (arguments.length < 1) throw few(["name"]);
    return lists.get(this).list.filter((pair) => pair[0] === text(name)).map((pair) => pair[1]);
  }
  has(name, value) {
    if (arguments.length < 1) throw few(["name"]);
    return lists.get(this).list.some((pair) => pair[0] === text(name) && (value === undefined || pair[1] === text(value)));
  }
  set(name, value) {
    if (arguments.length < 2) throw few(["name", "value"]);
    const { list } = lists.get(this);
    const at = list.findIndex((pair) => pair[0] === text(name));
    if (at < 0) {
      list.push([text(name), text(value)]);
    } else {
      list[at][1] = text(value);
      for (let other = list.length - 1; other > at; other -= 1) if (list[other][0] === text(name)) list.splice(other, 1);
    }
    changed(this);
  }
  sort() {
    lists.get(this).list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    changed(this);
  }
  forEach(callback, self) {
    if (typeof callback !== "function") throw coded(new TypeError(`The "callback" argument must be of type function. Received ${callback === undefined ? "undefined" : show(callback)}`), "ERR_INVALID_ARG_TYPE");
    const { list } = lists.get(this);
    for (let at = 0; at < list.length; at += 1) callback.call(self, list[at][1], list[at][0], this);
  }
  *entries() { for (const pair of lists.get(this).list) yield [...pair]; }
  *keys() { for (const pair of lists.get(this).list) yield pair[0]; }
  *values() { for (const pair of lists.get(this).list) yield pair[1]; }
  toString() { return urlencoded.serializeUrlencoded(lists.get(this).list); }
  [custom](depth, options) {
    const { list } = lists.get(this);
    return list.length ? `URLSearchParams { ${list.map(([name, value]) => `${show(name, options)} => ${show(value, options)}`).join(", ")} }` : "URLSearchParams {}";
  }
}
function enumerable(prototype, names) {
  for (const name of names) Object.defineProperty(prototype, name, { enumerable: true });
}
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, { value: URLSearchParams.prototype.entries, writable: true, configurable: true });
Object.defineProperty(URLSearchParams.prototype, Symbol.toStringTag, { value: "URLSearchParams", configurable: true });
enumerable(URLSearchParams.prototype, ["append", "delete", "entries", "forEach", "get", "getAll", "has", "keys", "set", "size", "sort", "toString", "values"]);

function changed(params) {
  const { list, url } = lists.get(params);
  if (!url) return;
  const query = urlencoded.serializeUrlencoded(list);
  records.get(url).record.query = query === "" ? null : query;
}

class URL {
  constructor(url, base) {
    if (arguments.length === 0) throw few(["url"]);
    records.set(this, { record: parse(text(url), base === undefined ? undefined : text(base)), params: null });
  }
  static canParse(url, base) {
    if (arguments.length === 0) throw few(["url"]);
    try {
      parse(text(url), base === undefined ? undefined : text(base));
      return true;
    } catch {
      return false;
    }
  }
  get href() { return machine.serializeURL(of(this)); }
  set href(value) {
    records.get(this).record = parse(text(value));
    refresh(this);
  }
  get origin() { return machine.serializeURLOrigin(of(this)); }
  get protocol() { return `${of(this).scheme}:`; }
  set protocol(value) { machine.basicURLParse(`${text(value)}:`, { url: of(this), stateOverride: "scheme start" }); }
  get username() { return of(this).username; }
  set username(value) { if (!machine.cannotHaveAUsernamePasswordPort(of(this))) machine.setTheUsername(of(this), text(value)); }
  get password() { return of(this).password; }
  set password(value) { if (!machine.cannotHaveAUsernamePasswordPort(of(this))) machine.setThePassword(of(this), text(value)); }
  get host() {
    const { host, port } = of(this);
    if (host === null) return "";
    return port === null ? machine.serializeHost(host) : `${machine.serializeHost(host)}:${port}`;
  }
  set host(value) { if (!machine.hasAnOpaquePath(of(this))) machine.basicURLParse(text(value), { url: of(this), stateOverride: "host" }); }
  get hostname() { return of(this).host === null ? "" : machine.serializeHost(of(this).host); }
  set hostname(value) { if (!machine.hasAnOpaquePath(of(this))) machine.basicURLParse(text(value), { url: of(this), stateOverride: "hostname" }); }
  get port() { return of(this).port === null ? "" : String(of(this).port); }
  set port(value) {
    if (machine.cannotHaveAUsernamePasswordPort(of(this))) return;
    if (text(value) === "") of(this).port = null;
    else machine.basicURLParse(text(value), { url: of(this), stateOverride: "port" });
  }
  get pathname() { return machine.serializePath(of(this)); }
  set pathname(value) {
    if (machine.hasAnOpaquePath(of(this))) return;
    of(this).path = [];
    machine.basicURLParse(text(value), { url: of(this), stateOverride: "path start" });
  }
  get search() { return of(this).query ? `?${of(this).query}` : ""; }
  set search(value) {
    const record = of(this);
    const query = text(value);
    if (query === "") {
      record.query = null;
    } else {
      record.query = "";
      machine.basicURLParse(query[0] === "?" ? query.slice(1) : query, { url: record, stateOverride: "query" });
    }
    refresh(this);
  }
  get searchParams() {
    const held = records.get(this);
    if (!held.params) {
      held.params = new URLSearchParams(held.record.query || "");
      lists.get(held.params).url = this;
    }
    return held.params;
  }
  get hash() { return of(this).fragment ? `#${of(this).fragment}` : ""; }
  set hash(value) {
    const record = of(this);
    const fragment = text(value);
    if (fragment === "") {
      record.fragment = null;
      return;
    }
    record.fragment = "";
    machine.basicURLParse(fragment[0] === "#" ? fragment.slice(1) : fragment, { url: record, stateOverride: "fragment" });
  }
  toString() { return this.href; }
  toJSON() { return this.href; }
  [custom](depth, options) {
    const shown = {};
    for (const name of ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "searchParams", "hash"]) shown[name] = this[name];
    return depth < 0 ? "[URL]" : `URL ${show(shown, options)}`;
  }
}
const of = (url) => {
  const held = records.get(url);
  if (!held) throw coded(new TypeError('Value of "this" must be of type URL'), "ERR_INVALID_THIS");
  return held.record;
};
function refresh(url) {
  const { record, params } = records.get(url);
  if (params) lists.get(params).list.splice(0, Infinity, ...urlencoded.parseUrlencodedString(record.query || ""));
}
Object.defineProperty(URL.prototype, Symbol.toStringTag, { value: "URL", configurable: true });
enumerable(URL.prototype, ["toString", "href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "searchParams", "hash", "toJSON"]);

module.exports = { URL, URLSearchParams };
