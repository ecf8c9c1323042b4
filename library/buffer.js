// The published port of Node's Buffer, with what newer versions of Node have beside it.
const buffer = require("buffer/");
const { Buffer } = buffer;

const isUrlSafe = (encoding) => typeof encoding === "string" && encoding.toLowerCase() === "base64url";
const standard = (text) => text.replace(/-/g, "+").replace(/_/g, "/");
const urlSafe = (text) => text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const { from, isEncoding, byteLength } = Buffer;
const { toString, write, fill } = Buffer.prototype;
const define = (object, name, value) => Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: true });

const received = (value) => (value === null || value === undefined ? String(value) : typeof value === "function" ? `function ${value.name}` : typeof value === "object" ? `an instance of ${value.constructor && value.constructor.name}` : `type ${typeof value} (${typeof value === "bigint" ? `${value}n` : String(value)})`);
function wrong(name, expected, value) {
  return Object.assign(new TypeError(`${name} must be ${expected}. Received ${received(value)}`), { code: "ERR_INVALID_ARG_TYPE" });
}

define(Buffer, "from", function (value, encoding, length) {
  if (typeof value === "string") {
    if (encoding !== undefined && !Buffer.isEncoding(encoding) && typeof encoding === "string") throw Object.assign(new TypeError(`Unknown encoding: ${encoding}`), { code: "ERR_UNKNOWN_ENCODING" });
    if (isUrlSafe(encoding)) return from(standard(value), "base64");
    return from(/base64/i.test(encoding) ? standard(value) : value, encoding);
  }
  if (value === null || value === undefined || typeof value === "number" || typeof value === "boolean" || typeof value === "bigint" || typeof value === "symbol" || typeof value === "function") {
    throw wrong("The first argument", "of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object", value);
  }
  return from(value, encoding, length);
});
define(Buffer, "isEncoding", (encoding) => isUrlSafe(encoding) || isEncoding(encoding));
define(Buffer, "byteLength", (value, encoding) => {
  if (isUrlSafe(encoding)) return Buffer.from(value, encoding).length;
  if (typeof value !== "string" && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)) {
    throw wrong('The "string" argument', "of type string or an instance of Buffer or ArrayBuffer", value);
  }
  return byteLength(value, encoding);
});
define(Buffer.prototype, "toString", function (encoding, start, end) {
  if (isUrlSafe(encoding)) return urlSafe(toString.call(this, "base64", start, end));
  if (encoding !== undefined && encoding !== null && !isEncoding(String(encoding))) throw Object.assign(new TypeError(`Unknown encoding: ${encoding}`), { code: "ERR_UNKNOWN_ENCODING" });
  return toString.apply(this, arguments);
});
define(Buffer.prototype, "write", function (text, ...rest) {
  const encoding = rest[rest.length - 1];
  return isUrlSafe(encoding) ? write.call(this, standard(text), ...rest.slice(0, -1), "base64") : write.call(this, text, ...rest);
});
define(Buffer.prototype, "fill", function (value, ...rest) {
  const encoding = rest[rest.length - 1];
  return isUrlSafe(encoding) ? fill.call(this, standard(value), ...rest.slice(0, -1), "base64") : fill.call(this, value, ...rest);
});
for (const name of ["from", "isEncoding", "byteLength"]) Object.defineProperty(Buffer[name], "name", { value: name });

const invalid = () => {
  const { DOMException } = require("#events");
  return new DOMException("The string to be decoded is not correctly encoded.", "InvalidCharacterError");
};
function atob(text) {
  const plain = String(text).replace(/[\t\n\f\r ]/g, "");
  const body = plain.length % 4 === 0 ? plain.replace(/={1,2}$/, "") : plain;
  if (body.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(body)) throw invalid();
  return from(body, "base64").toString("latin1");
}
function btoa(text) {
  const { DOMException } = require("#events");
  const plain = String(text);
  if (/[^\u0000-\u00ff]/.test(plain)) throw new DOMException("Invalid character", "InvalidCharacterError");
  return from(plain, "latin1").toString("base64");
}

module.exports = {
  Buffer,
  SlowBuffer: buffer.SlowBuffer,
  kMaxLength: buffer.kMaxLength,
  constants: { MAX_LENGTH: buffer.kMaxLength, MAX_STRING_LENGTH: 536870888 },
  INSPECT_MAX_BYTES: 50,
  atob,
  btoa,
  isUtf8: (bytes) => {
    let valid = true;
    require("#bytes").decode(bytes, () => { valid = false; });
    return valid;
  },
  isAscii: (bytes) => bytes.every((byte) => byte < 128),
  get Blob() { return require("#fetch").Blob; },
};
