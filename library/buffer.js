// The published port of Node's Buffer, with what newer versions of Node have beside it.
const buffer = require("buffer/");
const { Buffer } = buffer;

const isUrlSafe = (encoding) => typeof encoding === "string" && encoding.toLowerCase() === "base64url";
const standard = (text) => text.replace(/-/g, "+").replace(/_/g, "/");
const urlSafe = (text) => text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

Object.defineProperty(Buffer, "name", { value: "Buffer", configurable: true });
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

// Reading and writing beyond the end, in the words of Node.
const SIZES = { 8: 1, 16: 2, 32: 4, 64: 8 };
for (const name of Object.keys(Buffer.prototype)) {
  const found = /^(read|write)(?:Big)?(?:U?[Ii]nt(8|16|32|64)|(Float)|(Double))/.exec(name);
  if (!found) continue;
  const size = found[2] ? SIZES[found[2]] : found[3] ? 4 : 8;
  const original = Buffer.prototype[name];
  define(Buffer.prototype, name, { [name](...args) {
    const offset = found[1] === "read" ? args[0] : args[1];
    if (offset !== undefined && typeof offset !== "number") throw wrong('The "offset" argument', "of type number", offset);
    try {
      return original.apply(this, args);
    } catch (error) {
      if (!(error instanceof RangeError) || /"value"/.test(error.message)) throw error;
      if (this.length < size) throw Object.assign(new RangeError("Attempt to access memory outside buffer bounds"), { code: "ERR_BUFFER_OUT_OF_BOUNDS" });
      throw Object.assign(new RangeError(`The value of "offset" is out of range. It must be >= 0 and <= ${this.length - size}. Received ${offset}`), { code: "ERR_OUT_OF_RANGE" });
    }
  } }[name]);
}

const invalid = (message) => {
  const { DOMException } = require("#events");
  return new DOMException(message, "InvalidCharacterError");
};
function atob(text) {
  const plain = String(text).replace(/[\t\n\f\r ]/g, "");
  const body = plain.length % 4 === 0 ? plain.replace(/={1,2}$/, "") : plain;
  if (/[^A-Za-z0-9+/]/.test(body)) throw invalid("Invalid character");
  if (body.length % 4 === 1) throw invalid("The string to be decoded is not correctly encoded.");
  return from(body, "base64").toString("latin1");
}
function btoa(text) {
  const plain = String(text);
  if (/[^\u0000-\u00ff]/.test(plain)) throw invalid("Invalid character");
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
