// `TextEncoder`, `TextDecoder` and `structuredClone`.
const { encode, decode } = require("#bytes");

class TextEncoder {
  get encoding() { return "utf-8"; }
  encode(text = "") { return encode(text); }
  encodeInto(text, target) {
    let [read, written] = [0, 0];
    for (const char of String(text)) {
      const bytes = encode(char);
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += char.length;
    }
    return { read, written };
  }
}

const LABELS = { "utf-8": "utf-8", utf8: "utf-8", "unicode-1-1-utf-8": "utf-8", "utf-16le": "utf-16le", "utf-16": "utf-16le", ucs2: "utf-16le", latin1: "windows-1252", ascii: "windows-1252", "us-ascii": "windows-1252", "iso-8859-1": "windows-1252", "windows-1252": "windows-1252" };
const bytesOf = (input) => {
  if (input === undefined) return new Uint8Array(0);
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  throw Object.assign(new TypeError('The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.'), { code: "ERR_INVALID_ARG_TYPE" });
};
class TextDecoder {
  constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
    const encoding = LABELS[String(label).trim().toLowerCase()];
    if (!encoding) throw Object.assign(new RangeError(`The "${label}" encoding is not supported`), { code: "ERR_ENCODING_NOT_SUPPORTED" });
    Object.defineProperties(this, { encoding: { value: encoding }, fatal: { value: Boolean(fatal) }, ignoreBOM: { value: Boolean(ignoreBOM) }, rest: { value: new Uint8Array(0), writable: true } });
  }
  decode(input, { stream = false } = {}) {
    let bytes = bytesOf(input);
    if (this.rest.length > 0) bytes = Uint8Array.from([...this.rest, ...bytes]);
    this.rest = new Uint8Array(0);
    const fault = this.fatal ? () => {
      throw Object.assign(new TypeError(`The encoded data was not valid for encoding ${this.encoding}`), { code: "ERR_ENCODING_INVALID_ENCODED_DATA" });
    } : undefined;
    let text = "";
    if (this.encoding === "utf-8") {
      if (stream) {
        const whole = complete(bytes);
        this.rest = bytes.slice(whole);
        bytes = bytes.subarray(0, whole);
      }
      text = decode(bytes, fault);
    } else if (this.encoding === "utf-16le") {
      for (let at = 0; at + 1 < bytes.length; at += 2) text += String.fromCharCode(bytes[at] | (bytes[at + 1] << 8));
      if (bytes.length % 2) this.rest = stream ? bytes.slice(-1) : this.rest;
    } else {
      for (const byte of bytes) text += String.fromCharCode(byte);
    }
    return !this.ignoreBOM && text[0] === "\ufeff" ? text.slice(1) : text;
  }
}
// How many bytes there are up to a sequence that goes on in the next piece.
function complete(bytes) {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back];
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
    if (byte < 0x80) return bytes.length;
  }
  return bytes.length;
}

function structuredClone(value, options) {
  if (arguments.length === 0) throw Object.assign(new TypeError("The \"value\" argument must be specified"), { code: "ERR_MISSING_ARGS" });
  const seen = new Map();
  const refuse = (what) => {
    const { DOMException } = require("#events");
    return new DOMException(`${what} could not be cloned.`, "DataCloneError");
  };
  const clone = (it) => {
    if (typeof it === "symbol") throw refuse(String(it));
    if (typeof it === "function") throw refuse(String(it));
    if (typeof it !== "object" || it === null) return it;
    if (seen.has(it)) return seen.get(it);
    const keep = (copy) => {
      seen.set(it, copy);
      return copy;
    };
    const tag = Object.prototype.toString.call(it).slice(8, -1);
    if (it instanceof Date) return keep(new Date(it.getTime()));
    if (it instanceof RegExp) return keep(new RegExp(it.source, it.flags));
    if (it instanceof Boolean || it instanceof Number || it instanceof String) return keep(Object(it.valueOf()));
    if (it instanceof ArrayBuffer) return keep(it.slice(0));
    if (ArrayBuffer.isView(it)) {
      const Kind = it instanceof DataView ? DataView : globalThis[tag] || Uint8Array;
      const start = clone(it.buffer);
      return keep(new Kind(start, it.byteOffset, it instanceof DataView ? it.byteLength : it.length));
    }
    if (it instanceof Map) {
      const copy = keep(new Map());
      for (const [key, held] of [...it]) copy.set(clone(key), clone(held));
      return copy;
    }
    if (it instanceof Set) {
      const copy = keep(new Set());
      for (const held of [...it]) copy.add(clone(held));
      return copy;
    }
    if (it instanceof Error) {
      const Kind = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }[it.name] || Error;
      const copy = keep(Object.create(Kind.prototype));
      for (const name of ["stack", "message", "cause"]) if (name in it) Object.defineProperty(copy, name, { value: clone(it[name]), writable: true, configurable: true });
      return copy;
    }
    if (it instanceof WeakMap || it instanceof WeakSet || it instanceof Promise) throw refuse(`#<${tag}>`);
    const copy = keep(Array.isArray(it) ? new Array(it.length) : {});
    for (const key of Object.keys(it)) copy[key] = clone(it[key]);
    return copy;
  };
  return clone(value, options);
}

module.exports = { TextEncoder, TextDecoder, structuredClone };
