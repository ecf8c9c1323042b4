// Node's util.
const { show, format } = require("#show");
const { TextEncoder, TextDecoder } = require("#text");
const { isDeepStrictEqual } = require("#equal");

const custom = Symbol.for("nodejs.util.promisify.custom");
const wrongType = (name, expected, value) => Object.assign(new TypeError(`The "${name}" argument must be of type ${expected}. Received ${value === null || value === undefined ? String(value) : typeof value === "object" ? `an instance of ${value.constructor && value.constructor.name}` : `type ${typeof value} (${show(value)})`}`), { code: "ERR_INVALID_ARG_TYPE" });

function promisify(original) {
  if (typeof original !== "function") throw wrongType("original", "function", original);
  if (original[custom]) return original[custom];
  if (original === setTimeout || original === setImmediate) {
    const { [original.name]: promised } = require("#timers");
    return promised;
  }
  function fn(...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (error, ...values) => (error ? reject(error) : resolve(values[0]))]);
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  return Object.defineProperties(fn, Object.getOwnPropertyDescriptors(original));
}
promisify.custom = custom;

function callbackify(original) {
  if (typeof original !== "function") throw wrongType("original", "function", original);
  return function callbackified(...args) {
    const done = args.pop();
    if (typeof done !== "function") throw wrongType("last argument", "function", done);
    Reflect.apply(original, this, args).then((value) => process.nextTick(done, null, value), (reason) => {
      const error = reason || Object.assign(new Error("Promise was rejected with a falsy value"), { code: "ERR_FALSY_VALUE_REJECTION", reason });
      process.nextTick(done, error);
    });
  };
}

function inherits(constructor, parent) {
  if (constructor === undefined || constructor === null) throw wrongType("ctor", "function", constructor);
  if (parent === undefined || parent === null) throw wrongType("superCtor", "function", parent);
  Object.defineProperty(constructor, "super_", { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);
const isTyped = (value) => ArrayBuffer.isView(value) && !(value instanceof DataView);
const typedName = (value) => (isTyped(value) ? Reflect.get(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag, value) : "");
const types = {
  isPromise: (value) => value instanceof Promise,
  isDate: (value) => value instanceof Date,
  isRegExp: (value) => value instanceof RegExp,
  isMap: (value) => value instanceof Map,
  isSet: (value) => value instanceof Set,
  isWeakMap: (value) => value instanceof WeakMap,
  isWeakSet: (value) => value instanceof WeakSet,
  isNativeError: (value) => value instanceof Error,
  isArrayBuffer: (value) => value instanceof ArrayBuffer,
  isAnyArrayBuffer: (value) => value instanceof ArrayBuffer,
  isArrayBufferView: ArrayBuffer.isView,
  isTypedArray: isTyped,
  isUint8Array: (value) => typedName(value) === "Uint8Array",
  isDataView: (value) => value instanceof DataView,
  isBoxedPrimitive: (value) => typeof value === "object" && value !== null && ["Number", "String", "Boolean", "BigInt", "Symbol"].includes(tagOf(value)),
  isNumberObject: (value) => typeof value === "object" && tagOf(value) === "Number",
  isStringObject: (value) => typeof value === "object" && tagOf(value) === "String",
  isBooleanObject: (value) => typeof value === "object" && tagOf(value) === "Boolean",
  isSymbolObject: (value) => typeof value === "object" && tagOf(value) === "Symbol",
  isAsyncFunction: (value) => typeof value === "function" && ["AsyncFunction", "AsyncGeneratorFunction"].includes(tagOf(value)),
  isGeneratorFunction: (value) => typeof value === "function" && ["GeneratorFunction", "AsyncGeneratorFunction"].includes(tagOf(value)),
  isGeneratorObject: (value) => tagOf(value) === "Generator",
  isProxy: () => false,
};

const inspect = (value, options, ...rest) => show(value, typeof options === "boolean" || options === undefined ? { showHidden: options, depth: rest[0] } : options);
Object.defineProperty(inspect, "name", { value: "inspect" });
inspect.custom = Symbol.for("nodejs.util.inspect.custom");
inspect.defaultOptions = { depth: 2 };

module.exports = {
  format,
  formatWithOptions: (options, ...args) => format(...args),
  inspect,
  promisify,
  callbackify,
  inherits,
  types,
  isDeepStrictEqual,
  TextEncoder,
  TextDecoder,
  deprecate: (original) => function deprecated(...args) {
    return new.target ? Reflect.construct(original, args, new.target) : Reflect.apply(original, this, args);
  },
  debuglog: () => Object.assign(() => {}, { enabled: false }),
  debug: () => Object.assign(() => {}, { enabled: false }),
  stripVTControlCharacters: (text) => text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, ""),
  toUSVString: (text) => String(text).replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd"),
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === "boolean",
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: (value) => typeof value === "number",
  isString: (value) => typeof value === "string",
  isSymbol: (value) => typeof value === "symbol",
  isUndefined: (value) => value === undefined,
  isRegExp: types.isRegExp,
  isObject: (value) => value !== null && typeof value === "object",
  isDate: types.isDate,
  isError: (value) => value instanceof Error,
  isFunction: (value) => typeof value === "function",
  isPrimitive: (value) => value === null || (typeof value !== "object" && typeof value !== "function"),
  isBuffer: (value) => Boolean(value && value._isBuffer),
  _extend: (target, source) => (source !== null && typeof source === "object" ? Object.assign(target, source) : target),
};
