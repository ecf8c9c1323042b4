// Node's assert.
const { show } = require("#show");
const { isDeepEqual, isDeepStrictEqual } = require("#equal");

const WORDS = {
  deepStrictEqual: "Expected values to be strictly deep-equal:",
  deepEqual: "Expected values to be loosely deep-equal:",
  strictEqual: "Expected values to be strictly equal:",
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
};
const wording = ({ actual, expected, operator }) => {
  switch (operator) {
    case "==": case "!=": return `${show(actual)} ${operator} ${show(expected)}`;
    case "strictEqual": case "deepStrictEqual": case "deepEqual": return `${WORDS[operator]}\n\n${show(actual)} ${operator === "strictEqual" ? "!==" : "should equal"} ${show(expected)}\n`;
    case "notStrictEqual": case "notDeepStrictEqual": case "notDeepEqual": return `${WORDS[operator]} ${show(actual)}`;
    default: return "Failed";
  }
};

class AssertionError extends Error {
  constructor(options) {
    super(options.message === undefined ? wording(options) : String(options.message));
    this.generatedMessage = options.message === undefined;
    this.code = "ERR_ASSERTION";
    this.actual = options.actual;
    this.expected = options.expected;
    this.operator = options.operator;
  }
}
Object.defineProperty(AssertionError.prototype, "name", { value: "AssertionError", writable: true, configurable: true });

function hold(holds, message, actual, expected, operator, generated) {
  if (holds) return;
  if (message instanceof Error) throw message;
  const error = new AssertionError({ message: message === undefined ? generated : message, actual, expected, operator });
  error.generatedMessage = message === undefined;
  throw error;
}
const truth = (args) => hold(args[0], args[1], args[0], true, "==", args.length === 0 ? "No value argument passed to `assert.ok()`" : "The expression evaluated to a falsy value");

const assert = (...args) => truth(args);
function matches(error, expected, message) {
  if (expected === undefined) return;
  if (expected instanceof RegExp) return hold(expected.test(String(error)), message, error, expected, "throws", `The input did not match the regular expression ${expected}. Input:\n\n${show(String(error))}\n`);
  if (typeof expected === "function") {
    if (expected.prototype !== undefined && error instanceof expected) return;
    if (Error.isPrototypeOf(expected) || expected === Error) throw error;
    return hold(expected.call({}, error) === true, message, error, expected, "throws", "The function did not return true");
  }
  for (const name of Object.keys(expected)) {
    const same = expected[name] instanceof RegExp && typeof error[name] === "string" ? expected[name].test(error[name]) : isDeepStrictEqual(error[name], expected[name]);
    hold(same, message, error, expected, "throws");
  }
}
const split = (expected, message) => (typeof expected === "string" ? [undefined, expected] : [expected, message]);

Object.assign(assert, {
  AssertionError,
  ok: (...args) => truth(args),
  equal: (actual, expected, message) => hold(actual == expected || (actual !== actual && expected !== expected), message, actual, expected, "=="),
  notEqual: (actual, expected, message) => hold(actual != expected, message, actual, expected, "!="),
  strictEqual: (actual, expected, message) => hold(Object.is(actual, expected), message, actual, expected, "strictEqual"),
  notStrictEqual: (actual, expected, message) => hold(!Object.is(actual, expected), message, actual, expected, "notStrictEqual"),
  deepEqual: (actual, expected, message) => hold(isDeepEqual(actual, expected), message, actual, expected, "deepEqual"),
  notDeepEqual: (actual, expected, message) => hold(!isDeepEqual(actual, expected), message, actual, expected, "notDeepEqual"),
  deepStrictEqual: (actual, expected, message) => hold(isDeepStrictEqual(actual, expected), message, actual, expected, "deepStrictEqual"),
  notDeepStrictEqual: (actual, expected, message) => hold(!isDeepStrictEqual(actual, expected), message, actual, expected, "notDeepStrictEqual"),
  match: (text, pattern, message) => hold(pattern.test(text), message, text, pattern, "match", `The input did not match the regular expression ${pattern}. Input:\n\n${show(text)}\n`),
  doesNotMatch: (text, pattern, message) => hold(!pattern.test(text), message, text, pattern, "doesNotMatch", `The input was expected to not match the regular expression ${pattern}. Input:\n\n${show(text)}\n`),
  fail: (message = "Failed") => { if (message instanceof Error) throw message; throw new AssertionError({ message, operator: "fail" }); },
  ifError(value) { if (value !== null && value !== undefined) throw value instanceof Error ? Object.assign(new AssertionError({ message: `ifError got unwanted exception: ${value.message}`, actual: value, expected: null, operator: "ifError" })) : new AssertionError({ message: `ifError got unwanted exception: ${show(value)}`, actual: value, expected: null, operator: "ifError" }); },
  throws(run, ...rest) {
    const [expected, message] = split(...rest);
    let thrown;
    try {
      run();
    } catch (error) {
      thrown = { error };
    }
    hold(thrown, undefined, undefined, expected, "throws", `Missing expected exception${expected && expected.name ? ` (${expected.name})` : ""}${message === undefined ? "." : `: ${message}`}`);
    matches(thrown.error, expected, message);
  },
  doesNotThrow(run, message) {
    try {
      run();
    } catch (error) {
      hold(false, undefined, error, undefined, "doesNotThrow", `Got unwanted exception${typeof message === "string" ? `: ${message}` : "."}\nActual message: "${error && error.message}"`);
    }
  },
  async rejects(run, ...rest) {
    const [expected, message] = split(...rest);
    let thrown;
    try {
      await (typeof run === "function" ? run() : run);
    } catch (error) {
      thrown = { error };
    }
    hold(thrown, undefined, undefined, expected, "rejects", `Missing expected rejection${expected && expected.name ? ` (${expected.name})` : ""}${message === undefined ? "." : `: ${message}`}`);
    matches(thrown.error, expected, message);
  },
  async doesNotReject(run, message) {
    try {
      await (typeof run === "function" ? run() : run);
    } catch (error) {
      hold(false, undefined, error, undefined, "doesNotReject", `Got unwanted rejection${typeof message === "string" ? `: ${message}` : "."}\nActual message: "${error && error.message}"`);
    }
  },
});
assert.strict = Object.assign((...args) => truth(args), assert, { equal: assert.strictEqual, notEqual: assert.notStrictEqual, deepEqual: assert.deepStrictEqual, notDeepEqual: assert.notDeepStrictEqual });
assert.strict.strict = assert.strict;

module.exports = assert;
