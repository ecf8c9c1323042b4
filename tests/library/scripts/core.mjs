// Modules and globals of Node.

export default [
  ["Buffer: encodings", [`Buffer.from("Jane ä€😀").toString("base64")`, `Buffer.from("SmFuZQ==", "base64").toString()`, `Buffer.from("ff00", "hex")`, `Buffer.from("ä", "latin1").toString("hex")`, `Buffer.from("a/b+c?", "utf8").toString("base64url")`, `Buffer.from("YS9iK2M_", "base64url").toString()`, `Buffer.from("ab", "utf16le")`, `Buffer.byteLength("ä€")`, `Buffer.from("abc").toString("utf8", 1, 2)`, `Buffer.from("zz", "hex")`, `Buffer.isEncoding("base64url")`, `Buffer.from("a").toString("nope")`, `Buffer.from("a", "nope")`]],
  ["Buffer: making", [`Buffer.alloc(3, "ab")`, `Buffer.from([1, 256, -1])`, `Buffer.from(new Uint8Array([1, 2]).buffer)`, `Buffer.concat([Buffer.from("a"), Buffer.from("b")])`, `Buffer.from(Buffer.from("x")).toString()`, `Buffer.from({ length: 2, 0: 5, 1: 6 })`, `Buffer.from(5)`, `Buffer.from(null)`, `Buffer.from(undefined)`, `Buffer.from(new String("abc"))`]],
  ["Buffer: looking", [`Buffer.from("abc").equals(Buffer.from("abc"))`, `Buffer.compare(Buffer.from("a"), Buffer.from("b"))`, `Buffer.from("hello").indexOf("l")`, `Buffer.from("hello").includes("ell")`, `Buffer.from("abc").slice(1)`, `Buffer.from("abc").subarray(0, 2).toString()`, `JSON.stringify(Buffer.from("a"))`, `Buffer.isBuffer(Buffer.from("a"))`, `[...Buffer.from("ab")]`, `Buffer.from("abc").length`, `Object.keys(Buffer.from("ab"))`, `typeof Buffer, Buffer.name`]],
  ["Buffer: numbers", [`(() => { const b = Buffer.alloc(8); b.writeUInt32BE(0xdeadbeef, 0); b.writeInt16LE(-2, 4); return [b, b.readUInt32BE(0), b.readInt16LE(4), b.readUInt8(0)]; })()`, `(() => { const b = Buffer.alloc(8); b.writeDoubleBE(1.5); return [b, b.readDoubleBE(0)]; })()`, `Buffer.alloc(2).readUInt32BE(0)`, `Buffer.from([1, 2, 3]).reverse()`, `Buffer.from("abcd").swap16()`, `Buffer.from("abc").fill("x").toString()`, `(() => { const b = Buffer.alloc(4); return [b.write("abcdef"), b.toString()]; })()`]],
  ["atob and btoa", [`btoa("abc")`, `atob("YWJj")`, `atob(" YQ== ")`, `btoa("ä")`, `btoa("€")`, `atob("*")`]],
  ["URL: parts", [`new URL("https://user:pa%20ss@Example.COM:8080/a/../b?x=1&y=2#frag").href`, `Object.fromEntries(["protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash", "origin"].map((name) => [name, new URL("http://u:p@h.com:81/p?q#f")[name]]))`, `new URL("/x?y", "https://a.com/b/c").href`, `new URL("../x", "https://a.com/b/c/d").href`, `new URL("https://a.com:443/").href`, `new URL("https://a.com").pathname`, `new URL("mailto:a@b.c").pathname`, `JSON.stringify({ u: new URL("https://a.com") })`, `String(new URL("http://[::1]:80/"))`, `new URL("https://ex%41mple.com/ä?ü=ö#ß").href`]],
  ["URL: faults", [`new URL("nope")`, `new URL("")`, `new URL("/a", "b")`, `new URL("http://")`, `new URL()`, `URL.canParse("https://a.com")`, `new URL("https://a b.com")`, `new URL("http://a.com:99999")`]],
  ["URL: writing", [`(() => { const u = new URL("https://a.com/b"); u.searchParams.append("x y", "1&2"); u.hash = "h"; u.port = "8443"; u.pathname = "/c d"; u.username = "me"; return u.href; })()`, `(() => { const u = new URL("https://a.com/?a=1"); u.search = "?b=2"; return [u.href, u.searchParams.get("b")]; })()`, `(() => { const u = new URL("https://a.com/?a=1"); u.searchParams.delete("a"); return u.href; })()`, `(() => { const u = new URL("https://a.com"); u.protocol = "http"; u.host = "b.com:81"; return u.href; })()`, `new URL("https://a.com/?q=1")`]],
  ["URLSearchParams", [`new URLSearchParams("a=1&b=2&a=3").getAll("a")`, `new URLSearchParams({ a: "1", b: "x y" }).toString()`, `new URLSearchParams([["a", "1"], ["a", "2"]])`, `[...new URLSearchParams("?a=1&b")]`, `new URLSearchParams("a=%F0%9F%98%80&b=+").get("b")`, `(() => { const p = new URLSearchParams("b=1&a=2"); p.sort(); p.set("c", "3"); p.append("a", "9"); return [p.toString(), p.has("a"), p.size]; })()`, `String(new URLSearchParams({ n: null, u: undefined, t: true }))`, `new URLSearchParams([["a"]])`, `new URLSearchParams()`]],
  ["url: the older half", [`require("url").parse("https://u:p@Host.com:8080/p/a/t/h?query=string#hash").pathname`, `Object.assign({}, require("url").parse("https://u:p@host.com:8080/p?a=b#h"))`, `require("url").parse("/p?a=b&a=c", true).query`, `require("url").format({ protocol: "https", hostname: "a.com", pathname: "/x", query: { a: 1, b: ["x", "y"] } })`, `require("url").resolve("https://a.com/b/c", "../d")`, `require("url").parse(undefined)`, `require("url").parse("a@b.com").href`, `require("url").format(new URL("https://a.com/x?y#z"), { fragment: false })`, `require("url").URL === URL`, `require("url").domainToASCII("español.com")`]],
  ["querystring", [`require("querystring").parse("a=1&b=2&a=3&c=%20x+y&d")`, `require("querystring").stringify({ a: [1, "b"], c: "x y", d: true, e: null, f: { g: 1 }, h: "ä&=" })`, `require("querystring").escape("a b!'()*")`, `require("querystring").unescape("%41%zz")`, `require("querystring").parse("a:1;b:2", ";", ":")`, `require("querystring").stringify({ a: 1 }, ";", ":")`, `require("querystring").parse("")`, `require("querystring").stringify("a")`]],
  ["util.inspect: plain", [`require("util").inspect({ a: 1, b: "x", c: [1, 2, { d: { e: { f: 1 } } }] })`, `require("util").inspect("it's")`, `require("util").inspect('it\\'s "quoted"')`, `require("util").inspect([undefined, null, -0, NaN, 10n, Symbol("s")])`, `require("util").inspect({ "a-b": 1, $c: 2, _d: 3, 1: 4 })`, `require("util").inspect(Array.from({ length: 120 }, (_, i) => i))`, `require("util").inspect([1.5, 22, 333, 4444, 5, 6, 7, 8])`, `require("util").inspect(["apple", "banana", "cherry", "date", "elderberry", "fig", "grape", "honeydew"])`, `require("util").inspect([, 1, , , 2])`]],
  ["util.inspect: kinds", [`require("util").inspect([new Map([["a", { b: 1 }]]), new Set([1, "x"]), new WeakMap(), /x/gi, new Date(0), () => {}, function named() {}, class A {}, class B extends Array {}, async () => {}, function* g() {}])`, `require("util").inspect([new Number(1), new String("ab"), new Boolean(false), Object(Symbol("q"))])`, `require("util").inspect(Object.create(null, { a: { value: 1, enumerable: true } }))`, `require("util").inspect(new (class Point { constructor() { this.x = 1; } get y() { return 2; } })())`, `require("util").inspect([Promise.resolve(1), new Promise(() => {})])`, `require("util").inspect({ get a() { return 1; }, set b(x) {}, get c() { return 1; }, set c(x) {} })`, `require("util").inspect([new Uint8Array([1, 2]), new Float64Array(2), new ArrayBuffer(3)])`, `require("util").inspect((function () { return arguments; })(1, 2))`, `require("util").inspect({ [Symbol("k")]: 1, [Symbol.toStringTag]: "T" })`]],
  ["util.inspect: deep and wide", [`require("util").inspect({ a: { b: { c: { d: 1 } } } })`, `require("util").inspect({ a: { b: { c: { d: 1 } } } }, { depth: 0 })`, `require("util").inspect({ a: { b: { c: { d: {} } } } }, { depth: null })`, `require("util").inspect({ long: "x".repeat(60), other: "y".repeat(40), list: [1, 2, 3] })`, `require("util").inspect({ text: "first line\\nsecond line that is longer than sixteen" })`, `(() => { const a = { name: "a" }; a.self = a; a.list = [a]; return require("util").inspect(a); })()`, `require("util").inspect({ a: [[[[]]]], b: [[[1]]] })`, `require("util").inspect({ b: 1, a: 2 }, { sorted: true })`, `require("util").inspect({ a: 1, b: 2 }, { compact: false })`, `require("util").inspect({ a: 1, b: { c: 2 } }, { breakLength: 10 })`, `require("util").inspect({ [require("util").inspect.custom]() { return "mine"; } })`, `require("util").inspect([[{ a: 1, b: [1, 2] }], "x".repeat(80)])`]],
  ["util.format", [`require("util").format("%s %d %i %f %j %o %O %%", "a", 1.5, "42.9", "1.5x", { a: 1 }, [1], { b: 2 })`, `require("util").format("a", "b", { c: 1 })`, `require("util").format("%s", { a: { b: 1 } }, [1])`, `require("util").format("%s %s", null, undefined, Symbol("x"))`, `require("util").format("%s", class A {}, () => 1)`, `require("util").format(1, "%s", 2)`, `require("util").format("%d", "x", "%s")`, `require("util").format("100%", 1)`, `require("util").format("%s", new (class T { toString() { return "mine"; } })())`, `require("util").format("%s", -0, 10n, new Date(0))`]],
  ["util: helpers", [`require("util").isDeepStrictEqual({ a: [1, new Date(0)] }, { a: [1, new Date(0)] })`, `require("util").types.isDate(new Date())`, `[require("util").isArray([]), require("util").types.isPromise(Promise.resolve()), require("util").types.isRegExp(/a/), require("util").types.isNativeError(new TypeError()), require("util").types.isUint8Array(Buffer.from("a"))]`, `(() => { function A() {} function B() {} require("util").inherits(A, B); return [new A() instanceof B, A.super_ === B]; })()`, `typeof require("util").promisify(() => {})`, `require("util").promisify(1)`]],
  ["util.promisify and callbackify", `const { promisify, callbackify } = require("util");
const later = (x, done) => setTimeout(() => (x < 0 ? done(new Error("negative")) : done(null, x * 2)), 2);
console.log(await promisify(later)(4));
await promisify(later)(-1).catch((error) => console.log(error.message));
await promisify(setTimeout)(3, "value").then(console.log);
await new Promise((resolve) => callbackify(async (x) => x + 1)(1, (error, value) => { console.log(error, value); resolve(); }));
await new Promise((resolve) => callbackify(async () => { throw new Error("no"); })((error) => { console.log(error.message); resolve(); }));`],
  ["path", [`require("path").join("/a", "../b", "./c.txt")`, `require("path").basename("/a/b.txt", ".txt")`, `require("path").extname("a.b.c")`, `require("path").dirname("/a/b")`, `require("path").resolve("/a", "b", "../c")`, `require("path").parse("/home/u/f.txt")`, `require("path").relative("/a/b", "/a/c")`, `require("path").isAbsolute("a")`, `require("path").normalize("a//b/../c")`, `require("path").sep`]],
  ["events", `const EventEmitter = require("events");
const emitter = new EventEmitter();
emitter.on("a", (...args) => console.log("on", args));
emitter.once("a", () => console.log("once"));
emitter.prependListener("a", () => console.log("first"));
console.log(emitter.emit("a", 1, 2), emitter.emit("a"), emitter.emit("b"), emitter.listenerCount("a"), emitter.eventNames());
try { emitter.emit("error", new Error("boom")); } catch (error) { console.log(error.message); }
emitter.removeAllListeners("a");
console.log(emitter.emit("a"));
class Mine extends EventEmitter {}
const mine = new Mine();
setTimeout(() => mine.emit("ready", 42), 2);
const { once } = EventEmitter;
console.log(await once(mine, "ready"));`],
  ["assert", [`require("assert").strictEqual(1, 1)`, `require("assert")(false, "mine")`, `require("assert").equal(1, "1")`, `require("assert").deepStrictEqual({ a: 1 }, { a: 1 })`, `require("assert").ok(0, "zero")`, `require("assert").strictEqual(1, 2)`, `require("assert").throws(() => { throw new TypeError("x"); }, TypeError)`, `require("assert").throws(() => {}, "must")`, `require("assert").notStrictEqual(1, 1, "same")`, `require("assert").fail("no")`, `require("assert").match("abc", /b/)`, `require("assert").deepEqual([1, "2"], [1, 2])`, `require("assert").ifError(null)`, `require("assert").equal(1, 2)`]],
  ["string_decoder", [`(() => { const { StringDecoder } = require("string_decoder"); const d = new StringDecoder("utf8"); return [d.write(Buffer.from([0xe2, 0x82])), d.write(Buffer.from([0xac])), d.end()]; })()`, `new (require("string_decoder").StringDecoder)("base64").write(Buffer.from("ab"))`]],
  ["text encoders", [`new TextEncoder().encode("ä😀")`, `new TextDecoder().decode(new Uint8Array([0xc3, 0xa4, 0xff, 0x41]))`, `new TextDecoder("latin1").decode(new Uint8Array([0xe4]))`, `new TextDecoder("utf-16le").decode(new Uint8Array([0x41, 0, 0xe4, 0]))`, `new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([0xff]))`, `new TextDecoder("nope")`, `new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x41]))`, `new TextEncoder().encodeInto("äb", new Uint8Array(2))`, `(() => { const d = new TextDecoder(); return d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) + d.decode(new Uint8Array([0xac])); })()`, `new TextDecoder().encoding`]],
  ["structuredClone", [`structuredClone({ a: [1, new Date(0), new Map([[1, { b: 2 }]]), new Set([1]), /x/g, 10n, undefined, null] })`, `(() => { const a = {}; a.a = a; const b = structuredClone(a); return [b.a === b, b !== a]; })()`, `structuredClone(() => {})`, `structuredClone({ s: Symbol("x") })`, `(() => { class P { constructor() { this.x = 1; } } return structuredClone(new P()); })()`, `(() => { const e = structuredClone(new TypeError("x")); return [e instanceof TypeError, e.message, e.name]; })()`, `structuredClone(new Uint8Array([1, 2]))`, `structuredClone("text")`]],
  ["AbortController", [`(() => { const c = new AbortController(); const seen = []; c.signal.addEventListener("abort", (e) => seen.push(e.type)); c.signal.onabort = () => seen.push("on"); c.abort(); c.abort(); return [seen, c.signal.aborted, c.signal.reason.name, c.signal.reason.message]; })()`, `AbortSignal.abort("why").reason`, `(() => { const c = new AbortController(); c.abort(new Error("mine")); try { c.signal.throwIfAborted(); } catch (e) { return e.message; } })()`, `new AbortSignal()`]],
  ["DOMException and events", [`new DOMException("m", "AbortError").code`, `new DOMException("m").name`, `new DOMException("x") instanceof Error`, `(() => { const t = new EventTarget(); const seen = []; t.addEventListener("x", (e) => seen.push([e.type, e.target === t]), { once: true }); t.dispatchEvent(new Event("x")); t.dispatchEvent(new Event("x")); return seen; })()`]],
  ["Headers", [`[...new Headers({ B: "2", a: "1" })]`, `new Headers([["a", "1"], ["a", "2"]]).get("A")`, `(() => { const h = new Headers(); h.set("X-A", " v "); h.append("x-a", "w"); return [h.get("x-a"), h.has("X-a"), h.get("none")]; })()`, `new Headers({ "a b": "1" })`, `Object.fromEntries(new Headers({ a: 1 }).entries())`]],
  ["Response and Request", `const response = new Response(JSON.stringify({ a: 1 }), { status: 201, headers: { "content-type": "application/json" } });
console.log(response.status, response.ok, response.statusText, response.headers.get("content-type"), response.bodyUsed);
const copy = response.clone();
console.log(await response.json(), response.bodyUsed, await copy.text());
await response.text().catch((error) => console.log(error.name));
console.log(new Response("x").headers.get("content-type"), await Response.json({ b: 1 }).text(), new Response(null, { status: 204 }).ok);
const request = new Request("https://a.com/x", { method: "post", body: new URLSearchParams({ a: "1" }), headers: { "x-y": "z" } });
console.log(request.method, request.url, request.headers.get("content-type"), await request.text());
try { new Request("https://a.com", { body: "x" }); } catch (error) { console.log(error.name, error.message); }
try { new Request("nope"); } catch (error) { console.log(error.name, error.message); }
console.log(Buffer.from(await new Response("é").arrayBuffer()));
console.log(await new Response(new Blob(["a", "b"])).text(), new Blob(["abc"]).size);`],
  ["FormData", [`(() => { const f = new FormData(); f.append("a", "1"); f.append("a", 2); f.set("b", "x"); return [[...f], f.get("a"), f.getAll("a"), f.has("c")]; })()`]],
  ["process", [`typeof process.env, process.env.NOT_THERE, process.platform, typeof process.version, process.version.startsWith("v")`, `typeof process.hrtime()[0], typeof process.hrtime.bigint(), typeof process.memoryUsage().heapUsed, typeof process.uptime()`, `Object.prototype.toString.call(process)`, `process.nextTick("x")`]],
  ["process.nextTick comes before promises", `const order = [];
setTimeout(() => { order.push("timer"); Promise.resolve().then(() => order.push("promise in timer")); process.nextTick(() => order.push("tick in timer")); }, 1);
Promise.resolve().then(() => order.push("promise"));
process.nextTick((a) => order.push("tick " + a), 1);
queueMicrotask(() => order.push("microtask"));
order.push("sync");
await new Promise((resolve) => setTimeout(resolve, 20));
console.log(order);`],
  ["timers", `const order = [];
setTimeout(() => order.push(20), 20);
setTimeout(() => order.push(10), 10);
const gone = setTimeout(() => order.push("gone"), 5);
clearTimeout(gone);
const every = setInterval(() => { order.push("every"); if (order.length > 3) clearInterval(every); }, 15);
setTimeout((a, b) => order.push(a + b), 1, 1, 2);
await new Promise((resolve) => setTimeout(resolve, 100));
console.log(order, typeof gone, gone.constructor.name);
try { setTimeout("x"); } catch (error) { console.log(error.code); }
const { setTimeout: wait } = require("timers/promises");
console.log(await wait(2, "waited"), typeof require("timers").setTimeout, await require("util").promisify(setImmediate)("now"));`],
  ["globals that are there", [`["Buffer", "URL", "URLSearchParams", "TextEncoder", "TextDecoder", "structuredClone", "fetch", "Headers", "Request", "Response", "AbortController", "AbortSignal", "FormData", "Blob", "crypto", "atob", "btoa", "process", "setImmediate", "queueMicrotask", "Event", "EventTarget", "DOMException", "performance"].map((name) => typeof globalThis[name]).join()`, `Object.getOwnPropertyDescriptor(globalThis, "Buffer").enumerable`, `"fetch" in globalThis, Object.keys(globalThis).includes("URL")`]],
  ["a global can be replaced", `const kept = Buffer;
Buffer = "mine";
console.log(Buffer, typeof kept);
Buffer = kept;
const own = globalThis.fetch;
globalThis.fetch = () => "stub";
console.log(fetch());
globalThis.fetch = own;`],
];
