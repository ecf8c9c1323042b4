// lodash, in the uses that rules have for it.

/** What stands before each expression. */
export const before = `const _ = require("lodash");`;

export default [
  ["get, set, has", [`_.get(user, "app_metadata.plan")`, `_.get(user, "a.b.c", "none")`, `_.has(user, "app_metadata.roles[1]")`, `_.set({}, "a.b[0].c", 1)`, `_.unset({ a: 1 }, "a")`]],
  ["collections", [`_.map([{ a: 1 }, { a: 2 }], "a")`, `_.filter([1, 2, 3], (x) => x > 1)`, `_.find([{ a: 1, b: 2 }], { a: 1 })`, `_.reject([1, 2], (x) => x === 1)`, `_.some([0, 1])`, `_.every([1, 0])`, `_.includes({ a: "x" }, "x")`]],
  ["arrays", [`_.uniq([1, 1, 2])`, `_.union([1], [2, 1])`, `_.difference([1, 2], [2])`, `_.intersection([1, 2], [2, 3])`, `_.flatten([1, [2, [3]]])`, `_.flattenDeep([1, [2, [3]]])`, `_.chunk([1, 2, 3], 2)`, `_.zipObject(["a"], [1])`, `_.compact([0, 1, ""])`, `_.without([1, 2], 1)`, `_.xor([1, 2], [2, 3])`]],
  ["objects", [`_.pick({ a: 1, b: 2 }, ["a"])`, `_.omit({ a: 1, b: 2 }, "a")`, `_.merge({ a: { b: 1 } }, { a: { c: 2 } })`, `_.defaults({ a: 1 }, { a: 2, b: 3 })`, `_.assign({}, { a: 1 })`, `_.invert({ a: "b" })`, `_.mapValues({ a: 1 }, (x) => x + 1)`, `_.mapKeys({ a: 1 }, (v, k) => k + k)`, `_.keys({ a: 1 })`, `_.toPairs({ a: 1 })`, `_.fromPairs([["a", 1]])`]],
  ["tests of types", [`[_.isEmpty({}), _.isEmpty([]), _.isEmpty("a"), _.isEmpty(null), _.isArray([]), _.isString("a"), _.isPlainObject({}), _.isFunction(() => {}), _.isNil(undefined), _.isDate(new Date()), _.isNaN(NaN), _.isEqual({ a: [1] }, { a: [1] }), _.isRegExp(/a/), _.isError(new Error("x")), _.isMap(new Map()), _.isTypedArray(new Uint8Array(1)), _.isBuffer(Buffer.from("a")), _.isArguments((function () { return arguments; })())]`]],
  ["texts", [`_.camelCase("foo bar-baz")`, `_.kebabCase("fooBar")`, `_.snakeCase("Foo Bar")`, `_.startCase("foo bar")`, `_.capitalize("ABC")`, `_.truncate("a long text that is long", { length: 10 })`, `_.padStart("1", 3, "0")`, `_.trim(" a ")`, `_.escape("<a & 'b'>")`, `_.words("a b c")`, `_.deburr("déjà vu")`, `_.template("hi <%= name %>")({ name: "Ada" })`]],
  ["grouping", [`_.groupBy([1.2, 1.3, 2], Math.floor)`, `_.countBy(["a", "bb"], "length")`, `_.keyBy([{ id: 1 }], "id")`, `_.sortBy([{ a: 2 }, { a: 1 }], "a")`, `_.orderBy([{ a: 1 }, { a: 2 }], ["a"], ["desc"])`, `_.partition([1, 2, 3], (x) => x % 2)`]],
  ["numbers", [`_.sum([1, 2])`, `_.sumBy([{ a: 1 }], "a")`, `_.max([1, 3])`, `_.minBy([{ a: 2 }, { a: 1 }], "a")`, `_.clamp(5, 1, 3)`, `_.inRange(2, 3)`, `_.round(1.255, 2)`, `_.range(3)`, `_.times(2, String)`]],
  ["chains", [`_([1, 2, 3]).map((x) => x * 2).filter((x) => x > 2).value()`, `_.chain({ a: 1 }).keys().first().value()`, `_([3, 1]).sort().join("-")`, `_.flow([(x) => x + 1, (x) => x * 2])(1)`]],
  ["deep copies", [`(() => { const a = { b: { c: new Date(0), d: /x/g, e: new Map([[1, 2]]), f: [1] } }; const copy = _.cloneDeep(a); return [copy, copy.b !== a.b, copy.b.c !== a.b.c]; })()`, `_.cloneDeepWith({ a: 1 }, (x) => (typeof x === "number" ? x + 1 : undefined))`]],
  ["functions", [`_.once(() => 1)()`, `_.partial((a, b) => a + b, 1)(2)`, `_.curry((a, b) => a + b)(1)(2)`, `_.memoize((x) => x + 1)(1)`, `_.negate((x) => x)(true)`, `_.attempt(() => { throw new Error("x"); }).message`]],
  ["debounce and delay run on the clock", `const _ = require("lodash");
const calls = [];
const slow = _.debounce((x) => calls.push(x), 20);
slow(1); slow(2);
_.delay((x) => calls.push(x), 5, "delayed");
_.defer(() => calls.push("deferred"));
await new Promise((resolve) => setTimeout(resolve, 80));
console.log(calls);`, { moving: true }],
  ["two versions", `console.log(require("lodash@2.4.1").VERSION, require("lodash@2.4.1").pluck([{ a: 1 }], "a"), require("lodash@2.4.1").contains([1], 1), typeof require("lodash").pluck);`],
  ["users of rules", `const _ = require("lodash");
const roles = _.uniq(_.union(user.app_metadata.roles, ["viewer", "admin"]));
context.idToken["https://acme.com/roles"] = _.intersection(roles, ["admin", "viewer"]);
context.idToken["https://acme.com/user"] = _.pick(user, ["email", "user_metadata.lang"]);`],
];
