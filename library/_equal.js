// Deep equality as Node's assert and util have it, loose and strict.
const tagOf = (value) => Object.prototype.toString.call(value);
const isObject = (value) => typeof value === "object" && value !== null;

function equal(a, b, strict, seen) {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) {
    if (strict) return false;
    // eslint-disable-next-line eqeqeq
    return isObject(a) || isObject(b) ? false : a == b || (a !== a && b !== b);
  }
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (tagOf(a) !== tagOf(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (seen.some(([left, right]) => left === a && right === b)) return true;
  const within = [...seen, [a, b]];
  const same = (left, right) => equal(left, right, strict, within);
  if (a instanceof Date && (!(b instanceof Date) || a.getTime() !== b.getTime())) return false;
  if (a instanceof RegExp && String(a) !== String(b)) return false;
  if (a instanceof Error && (a.message !== b.message || a.name !== b.name)) return false;
  if (a instanceof Number || a instanceof String || a instanceof Boolean) {
    if (!Object.is(a.valueOf(), b.valueOf())) return false;
  }
  if (ArrayBuffer.isView(a)) {
    if (a.length !== b.length) return false;
    for (let at = 0; at < a.length; at += 1) if (!Object.is(a[at], b[at])) return false;
    return true;
  }
  if (a instanceof Map) {
    if (a.size !== b.size) return false;
    const rest = [...b];
    for (const [key, value] of a) {
      const at = rest.findIndex(([other, held]) => same(key, other) && same(value, held));
      if (at < 0) return false;
      rest.splice(at, 1);
    }
  }
  if (a instanceof Set) {
    if (a.size !== b.size) return false;
    const rest = [...b];
    for (const value of a) {
      const at = rest.findIndex((other) => same(value, other));
      if (at < 0) return false;
      rest.splice(at, 1);
    }
  }
  if (Array.isArray(a) && a.length !== b.length) return false;
  const keys = (value) => [...Object.keys(value), ...(strict ? Object.getOwnPropertySymbols(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key)) : [])];
  const names = keys(a);
  return names.length === keys(b).length && names.every((name) => Object.prototype.propertyIsEnumerable.call(b, name) && same(a[name], b[name]));
}

exports.isDeepStrictEqual = (a, b) => equal(a, b, true, []);
exports.isDeepEqual = (a, b) => equal(a, b, false, []);
