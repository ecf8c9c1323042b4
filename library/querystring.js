// Node's querystring.
const unescapePart = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    const { Buffer } = require("buffer");
    const bytes = [];
    for (let at = 0; at < text.length; at += 1) {
      const hex = text.slice(at + 1, at + 3);
      if (text[at] === "%" && /^[0-9a-f]{2}$/i.test(hex)) {
        bytes.push(parseInt(hex, 16));
        at += 2;
      } else {
        bytes.push(...Buffer.from(text[at]));
      }
    }
    return Buffer.from(bytes).toString();
  }
};
const escape = (value) => {
  const text = typeof value === "object" && value !== null ? String(value) : `${value}`;
  try {
    return encodeURIComponent(text).replace(/%(?:21|27|28|29|2A)/g, (code) => decodeURIComponent(code));
  } catch {
    throw Object.assign(new URIError("URI malformed"), { code: "ERR_INVALID_URI" });
  }
};
const primitive = (value) => (typeof value === "string" ? value : typeof value === "number" && Number.isFinite(value) ? `${value}` : typeof value === "bigint" || typeof value === "boolean" ? `${value}` : "");

function parse(text, separator = "&", equals = "=", options = {}) {
  const result = Object.create(null);
  if (typeof text !== "string" || text.length === 0) return result;
  const decode = options && typeof options.decodeURIComponent === "function" ? options.decodeURIComponent : module.exports.unescape;
  const most = options && typeof options.maxKeys === "number" ? options.maxKeys : 1000;
  let parts = text.split(separator || "&").filter((part) => part !== "");
  if (most > 0) parts = parts.slice(0, most);
  for (const part of parts) {
    const at = part.indexOf(equals || "=");
    const [name, value] = (at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + (equals || "=").length)]).map((piece) => decode(piece.replace(/\+/g, " ")));
    if (!(name in result)) result[name] = value;
    else if (Array.isArray(result[name])) result[name].push(value);
    else result[name] = [result[name], value];
  }
  return result;
}
function stringify(object, separator = "&", equals = "=", options = {}) {
  if (object === null || typeof object !== "object") return "";
  const encode = options && typeof options.encodeURIComponent === "function" ? options.encodeURIComponent : module.exports.escape;
  return Object.keys(object).flatMap((name) => {
    const key = encode(primitive(name)) + (equals || "=");
    return Array.isArray(object[name]) ? object[name].map((value) => key + encode(primitive(value))) : [key + encode(primitive(object[name]))];
  }).join(separator || "&");
}

module.exports = { parse, stringify, decode: parse, encode: stringify, escape, unescape: unescapePart, unescapeBuffer: (text) => require("buffer").Buffer.from(unescapePart(text)) };
