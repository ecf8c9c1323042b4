// The language and its runtime: promises, errors, iteration, text and numbers.
const rule = (title, body) => [title, `function (user, context, callback) {\n${body}\n}`, { raw: true }];

export default [
  ["order of promises", `const seen = [];
setTimeout(() => seen.push("timer"), 1);
setImmediate(() => seen.push("immediate"));
(async () => { seen.push("a1"); await null; seen.push("a2"); await null; seen.push("a3"); })();
Promise.resolve().then(() => seen.push("p1")).then(() => seen.push("p2"));
seen.push("sync");
await new Promise((resolve) => setTimeout(resolve, 30));
console.log(seen.filter((x) => x !== "timer" && x !== "immediate"), seen.length);`],
  ["combinators", `const late = (x, ms) => new Promise((resolve) => setTimeout(resolve, ms, x));
console.log(await Promise.all([1, late(2, 3)]), await Promise.race([late("slow", 40), late("fast", 5)]), await Promise.any([Promise.reject(new Error("x")), late("ok", 2)]));
console.log(await Promise.allSettled([Promise.reject(new Error("no")), 1]).then((all) => all.map(({ status }) => status)));
await Promise.any([Promise.reject(1)]).catch((error) => console.log(error.name, error.errors));`],
  ["thenables and finally", `console.log(await { then(resolve) { resolve("thenable"); } });
await Promise.reject(new Error("x")).finally(() => console.log("finally")).catch((error) => console.log(error.message));
console.log(await Promise.resolve(1).finally(() => 2), await (async () => { try { return "try"; } finally { console.log("cleanup"); } })());`],
  ["async iteration", `async function* numbers() { for (let at = 0; at < 3; at += 1) { await null; yield at; } }
for await (const one of numbers()) console.log(one);
for await (const one of [Promise.resolve("a"), "b"]) console.log(one);
const generator = numbers();
console.log(await generator.next(), await generator.return("done"), await generator.next());`],
  rule("called back with an error", `callback(new Error("denied by rule"));`),
  rule("called back with UnauthorizedError", `callback(new UnauthorizedError("no access"));`),
  rule("called back with a text", `callback("just text");`),
  rule("throws", `throw new TypeError("thrown");`),
  rule("throws something else", `throw new RangeError("range");`),
  rule("reads from undefined", `var role = user.nothing.role; callback(null, user, context);`),
  rule("calls what is no function", `user.email(); callback(null, user, context);`),
  rule("names what is not there", `missing.thing(); callback(null, user, context);`),
  rule("throws later", `setTimeout(function () { throw new Error("later"); }, 1);`),
  rule("calls back in a timer", `setTimeout(function () { context.idToken.late = true; callback(null, user, context); }, 5);`),
  rule("calls back in a promise", `Promise.resolve(user).then(function (one) { context.idToken.email = one.email; return callback(null, one, context); });`),
  rule("an async rule that rejects", `return Promise.reject(new Error("rejected"));`),
  ["errors", `class Mine extends Error { constructor(message) { super(message); this.name = "Mine"; this.code = 42; } }
const error = new Mine("m");
console.log(error instanceof Mine, error instanceof Error, String(error), error.code, typeof error.stack, Object.keys(error));
console.log(new Error("outer", { cause: new Error("inner") }).cause.message, new AggregateError([1], "all").errors);
try { null.x; } catch (thrown) { console.log(thrown.constructor === TypeError); }
try { undefined.x = 1; } catch (thrown) { console.log(thrown.name); }
try { (void 0)(); } catch (thrown) { console.log(thrown.name); }
try { JSON.parse("{bad"); } catch (thrown) { console.log(thrown.name); }
try { decodeURIComponent("%"); } catch (thrown) { console.log(thrown.name); }
try { new Array(-1); } catch (thrown) { console.log(thrown.name); }
try { x = y; let y; } catch (thrown) { console.log(thrown.name); }
try { const c = 1; c = 2; } catch (thrown) { console.log(thrown.name); }`],
  ["text", [`"ab".padStart(4, "x") + "ab".at(-1) + "a-b-c".replaceAll("-", "+")`, `[..."a😀b"].length`, `"x".localeCompare("y")`, `"İ".toLowerCase().length`, `"straße".toUpperCase()`, `"a\\u0301".normalize("NFC").length`, `"a1b2".match(/\\d/g)`, `[..."a1b2".matchAll(/(?<letter>[a-z])(\\d)/g)].map((found) => found.groups.letter)`, `"abc".replace(/(?<x>b)/, "[$<x>]")`, `"a,b;c".split(/[,;]/)`, `"%E4%BD%A0" === encodeURIComponent("你")`, `escape("ä") + unescape("%E4")`, `"x".codePointAt(0) + String.fromCodePoint(128512)`, `String.raw\`a\\n\${1}\``]],
  ["numbers", [`(0.1 + 0.2).toFixed(2)`, `(1234.5678).toFixed(1)`, `(1e21).toString() + (255).toString(16) + (0.5).toString(2)`, `parseInt("12px") + parseFloat("1.5e3x")`, `Number("") + Number(" 12 ") + Number("0x1f")`, `[Number.isInteger(5), Number.isSafeInteger(2 ** 53), isNaN("x")]`, `(123.456).toPrecision(4) + (1e-7)`, `2n ** 64n`, `BigInt.asUintN(8, 257n)`, `Math.max(...[1, 5, 3]) + Math.trunc(-1.5) + Math.sign(-3)`, `Math.round(-0.5) === 0`, `[1e21, 1e-7, 123456789012345680000, -0]`]],
  ["dates", [`new Date("2024-02-29T12:00:00Z").toISOString()`, `new Date(2024, 0, 31).getMonth()`, `Date.UTC(2020, 1, 30)`, `new Date("nope").getTime()`, `new Date(0).toJSON()`, `new Date("2024-05-06").getDay()`, `Date.parse("Mon, 25 Dec 1995 13:30:00 GMT")`, `new Date(2020, 5).getTimezoneOffset()`, `new Date(0).toString()`, `new Date(0).toUTCString()`, `typeof Date()`, `new Date(Date.now()).getFullYear()`, `new Date(8.64e15 + 1).getTime()`, `Date.parse("2024-05-06 10:00")`, `Date.parse("May 6, 2024")`, `new Date("2024-05-06T10:00:00+02:00").toISOString()`]],
  ["collections", [`[3, 1, 10, 2].sort()`, `[3, 1, 10].sort((a, b) => a - b)`, `[1, [2, [3]]].flat(Infinity)`, `[1, 2, 3].findLast((x) => x < 3)`, `Object.entries({ b: 1, a: 2, 1: 3 })`, `Object.fromEntries(new Map([["a", 1]]))`, `new Set([1, 1, 2]).size`, `[...new Map([[NaN, 1]]).keys()]`, `Array.from({ length: 3 }, (_, at) => at * 2)`, `[1, 2, 3].includes(NaN)`, `[..."abc"].reverse().join("")`, `[1, 2, 3].at(-1)`, `structuredClone([1, { a: 2 }])`, `Array.isArray(new Proxy([], {}))`]],
  ["JSON", [`JSON.stringify({ a: undefined, b: () => {}, c: Symbol("x"), d: NaN, e: new Date(0), f: [undefined] })`, `JSON.stringify({ a: [1, { b: 2 }] }, null, 2)`, `JSON.stringify({ a: 1, b: 2 }, ["a"])`, `JSON.parse('{"a":[1,2]}', (key, value) => (typeof value === "number" ? value + 1 : value))`, `JSON.stringify("\\u2028\\ud800")`, `JSON.stringify({ toJSON() { return "mine"; } })`, `JSON.stringify(Object.create({ inherited: 1 }))`]],
  ["syntax", [`((a, b = 2, ...rest) => [a, b, rest])(1, undefined, 3, 4)`, `(({ a, b: { c = 5 } = {} }) => [a, c])({ a: 1 })`, `user?.app_metadata?.plan ?? "none"`, `user.nothing?.deep.deeper`, `(() => { let x = null; x ??= 5; return x; })()`, `[...[1, 2], ...new Set([3])]`, `({ ...{ a: 1 }, b: 2 })`, `(function () { return typeof this; })()`, `(() => { label: for (const a of [1, 2]) { for (const b of [1, 2]) { if (b === 2) continue label; if (a === 2) break label; } } return "done"; })()`, `new (class { #p = 1; get p() { return this.#p; } static s = 2; })().p`, `typeof undeclared`, `void 0 ?? "x"`, `1_000_000`, `/(?<=a)b/.test("ab")`, `/\\p{L}/u.test("ä")`]],
  ["reflection", [`Object.getOwnPropertyNames(class { static m() {} })`, `Reflect.ownKeys({ a: 1, [Symbol("s")]: 2 }).length`, `(function named(a, b) {}).length`, `(() => {}).name`, `new Proxy({}, { get: (target, key) => key }).anything`, `Object.prototype.toString.call(null)`, `Function.prototype.toString.call(Math.max)`, `(function (a) { return a; }).toString()`, `((a) => a + 1).toString()`, `Object.isFrozen(Object.freeze({}))`, `Symbol.for("x") === Symbol.for("x")`, `new WeakRef({}) instanceof WeakRef`, `(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return typeof proxy; })()`]],
  ["console", `console.log("%s is %d", "a", 1, "more");
console.log({ a: 1 }, [1, 2], "text", null, undefined);
console.info("info"); console.warn("warn"); console.error("error"); console.debug("debug");
console.log();
console.log("%o", { a: 1 }.a);
console.log(user.app_metadata);
console.log([["nested", ["deep", ["deeper", ["deepest"]]]]]);
console.log("a\\tb\\nc");
console.log(new Map([[{ k: 1 }, new Set(["v"])]]), [new Date(0)], -0, [-0], 1n, Symbol("s"));`],
  ["console: users and contexts", `console.log("user", { ...user.user_metadata, id: user.user_id, mail: user.email, more: [user.name, user.email, user.user_id] });
console.log(JSON.stringify(user.app_metadata, null, 1));
console.log("%j", user.app_metadata);`],
  ["claims", `context.idToken["https://acme.com/a"] = [1, "x", { b: null }];
context.idToken["https://acme.com/date"] = new Date(0);
context.idToken["https://acme.com/nested"] = { list: [new Date(0)], gone: undefined };
context.idToken["https://acme.com/buffer"] = Buffer.from("a").toString("base64");`],
  ["typed arrays", `console.log(new Uint8Array([1, 2, 300]), new Float32Array([1.5]), new Uint8ClampedArray([300]), new BigInt64Array(1));
console.log(new DataView(new ArrayBuffer(4)).getUint32(0), Uint8Array.from("123"), new Uint16Array(new Uint8Array([1, 2])).length, new Uint8Array([3, 1, 2]).sort().join());`],
  ["regular expressions", `console.log("2024-05-06".replace(/(\\d+)-(\\d+)-(\\d+)/, "$3.$2.$1"), /^[^@]+@[^@]+$/.test(user.email), "aBc".replace(/[a-z]/gi, (char) => char.toUpperCase()), /a.c/s.test("a\\nc"), "x".search(/y/), /(\\w)\\1/.exec("hello").index);
const sticky = /a/y; sticky.lastIndex = 1; console.log(sticky.test("ba"), sticky.lastIndex);`],
];
