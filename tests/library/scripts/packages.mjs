// Published packages that rules and actions require.

export default [
  ["moment", [`require("moment")().format()`, `require("moment").utc("2024-02-29T12:00:00Z").add(1, "year").format("YYYY-MM-DD dddd")`, `require("moment")("2024-01-31").add(1, "month").toISOString()`, `require("moment").duration(90, "minutes").humanize()`, `require("moment")("2020-01-01").fromNow()`, `require("moment")("2020-01-01").diff("2019-01-01", "days")`, `require("moment")("nope", "YYYY", true).isValid()`, `require("moment")("12/25/2019", "MM/DD/YYYY").format("LLLL")`, `require("moment").unix(0).utc().format("HH:mm:ss Z")`, `require("moment")([2020, 1, 29]).isLeapYear()`, `require("moment")().startOf("week").format("YYYY-MM-DD")`, `JSON.stringify({ at: require("moment").utc(0) })`, `require("moment").isMoment({})`, `require("moment")("2020-01-01").isBefore("2020-01-02")`]],
  ["moment-timezone", [`require("moment-timezone").tz("2024-07-01T12:00:00Z", "America/New_York").format()`, `require("moment-timezone").tz("2024-01-01 09:00", "Europe/Berlin").utc().format()`, `require("moment-timezone").utc("2024-03-31T01:00:00Z").tz("Europe/London").format("HH:mm z Z")`, `require("moment-timezone").tz.zone("Asia/Kolkata").utcOffset(0)`, `require("moment-timezone").tz.names().length > 400`, `require("moment-timezone").tz("1999-12-31T23:59:59Z", "Asia/Tokyo").format("YYYY-MM-DD")`]],
  ["async", `const async = require("async");
await new Promise((resolve) => async.waterfall([(next) => next(null, 1), (x, next) => setTimeout(() => next(null, x + 1), 2)], (error, result) => { console.log(error, result); resolve(); }));
await new Promise((resolve) => async.parallel({ a: (done) => setTimeout(() => done(null, 1), 4), b: (done) => done(null, 2) }, (error, results) => { console.log(error, results); resolve(); }));
await new Promise((resolve) => async.series([(done) => done(null, 1), (done) => done(new Error("stop")), () => console.log("never")], (error, results) => { console.log(error.message, results); resolve(); }));
await new Promise((resolve) => async.mapLimit([1, 2, 3], 2, (x, done) => setTimeout(() => done(null, x * 2), 2), (error, results) => { console.log(results); resolve(); }));
await new Promise((resolve) => async.eachSeries(["a", "b"], (x, done) => { console.log(x); done(); }, resolve));
await new Promise((resolve) => { let left = 2; async.retry({ times: 3, interval: 1 }, (done) => (left-- ? done(new Error("again")) : done(null, "ok")), (error, result) => { console.log(error, result); resolve(); }); });
await new Promise((resolve) => async.auto({ a: (done) => done(null, 1), b: ["a", ({ a }, done) => done(null, a + 1)] }, (error, results) => { console.log(results); resolve(); }));`],
  ["extend and xtend", [`require("extend")(true, { a: { b: 1 } }, { a: { c: 2 } })`, `require("extend")({ a: 1 }, { b: 2 })`, `require("xtend")({ a: 1 }, { b: 2 })`, `(() => { const a = { x: 1 }; const b = require("xtend")(a, { x: 2 }); return [a, b]; })()`]],
  ["ipaddr.js", [`require("ipaddr.js").parse("192.168.1.1").range()`, `require("ipaddr.js").parse("::ffff:10.0.0.1").toIPv4Address().toString()`, `require("ipaddr.js").isValid("300.1.1.1")`, `require("ipaddr.js").parse("10.1.2.3").match(require("ipaddr.js").parseCIDR("10.0.0.0/8"))`, `require("ipaddr.js").process("::1").kind()`, `require("ipaddr.js").parse("nope")`]],
  ["js-yaml", [`require("js-yaml").load("a: 1\\nb: [x, y]\\nc:\\n  d: true\\n  e: 2020-01-01\\n")`, `require("js-yaml").dump({ a: [1, { b: "x: y" }], c: null, d: "multi\\nline" })`, `require("js-yaml").load("a: [")`]],
  ["xmldom and xpath", [`(() => { const { DOMParser, XMLSerializer } = require("xmldom"); const doc = new DOMParser().parseFromString("<a x='1'><b>t</b><b/></a>", "text/xml"); return [doc.documentElement.getAttribute("x"), doc.getElementsByTagName("b").length, new XMLSerializer().serializeToString(doc)]; })()`, `(() => { const doc = new (require("@xmldom/xmldom").DOMParser)().parseFromString("<r><i n='1'>a</i><i n='2'>b</i></r>"); const xpath = require("xpath"); return [xpath.select("//i/@n", doc).map((node) => node.value), xpath.select("string(//i[2])", doc), xpath.select1("count(//i)", doc)]; })()`, `(() => { const doc = new (require("xmldom").DOMParser)().parseFromString("<s:A xmlns:s='urn:s'><s:B>v</s:B></s:A>"); return require("xpath").useNamespaces({ s: "urn:s" })("string(//s:B)", doc); })()`]],
  ["xml2js", `const xml2js = require("xml2js");
await new Promise((resolve) => xml2js.parseString("<a x='1'><b>t</b><b>u</b></a>", (error, result) => { console.log(error, JSON.stringify(result)); resolve(); }));
console.log(await xml2js.parseStringPromise("<a><b>1</b></a>", { explicitArray: false }));
console.log(new xml2js.Builder({ headless: true }).buildObject({ a: { $: { x: 1 }, b: ["t", "u"] } }));
await xml2js.parseStringPromise("<a>").catch((error) => console.log(error.message));`],
  ["q", `const Q = require("q");
const deferred = Q.defer();
setTimeout(() => deferred.resolve(1), 2);
console.log(await deferred.promise, await Q.all([1, Q(2)]), await Q.nfcall((done) => done(null, "n")));
await Q.reject(new Error("no")).fail((error) => console.log(error.message));
console.log(await Q.delay("d", 2), (await Q.allSettled([Q(1), Q.reject("x")])).map(({ state }) => state), Q.isPromise(Q(1)));
await Q(1).then((x) => x + 1).spread;
await Q([1, 2]).spread((a, b) => console.log(a + b)).finally(() => console.log("finally"));`],
  ["bluebird", `const Promise = require("bluebird");
console.log(await Promise.map([1, 2, 3], (x) => Promise.delay(4 - x, x * 2)), await Promise.props({ a: Promise.resolve(1), b: 2 }));
await Promise.each(["a", "b"], (x) => console.log(x));
await Promise.resolve([1, 2]).spread((a, b) => console.log(a, b));
const read = Promise.promisify((x, done) => done(null, x + 1));
console.log(await read(1), await Promise.reduce([1, 2, 3], (sum, x) => sum + x, 0), await Promise.try(() => 5));
await Promise.delay(50).timeout(5).catch(Promise.TimeoutError, (error) => console.log(error.name, error.message));
class Mine extends Error {}
await Promise.reject(new Mine("m")).catch(TypeError, () => console.log("no")).catch(Mine, (error) => console.log("mine", error.message));
console.log(await Promise.some([1, 2, 3], 2), Promise.resolve(1).isFulfilled(), await Promise.resolve([3, 1]).filter((x) => x > 1));
await new global.Promise((resolve) => Promise.resolve(7).asCallback((error, value) => { console.log(error, value); resolve(); }));`],
  ["qs", [`require("qs").stringify({ a: { b: [1, 2] }, c: "x y" })`, `require("qs").parse("a[b][]=1&a[b][]=2&c=x%20y&d.e=1")`, `require("qs").stringify({ a: [1, 2] }, { arrayFormat: "repeat" })`, `require("qs").parse("?a=1", { ignoreQueryPrefix: true })`, `require("qs").stringify({ a: null, b: undefined, c: new Date(0) })`]],
  ["one instance of each module", [`require("lodash") === require("lodash"), require("util") === require("node:util"), require("url").URL === URL, require("buffer").Buffer === Buffer`]],
  ["what cannot be required", [`require("")`, `require()`, `require(42)`]],
];
