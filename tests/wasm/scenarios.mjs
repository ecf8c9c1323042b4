// The scenarios that both builds must answer alike: examples, case files, pages of the findings, and nasty texts.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = new URL("../../", import.meta.url).pathname;
const NOW = "2026-06-01T00:00:00Z";

const walk = (folder, ending) =>
  !existsSync(folder) ? [] : readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();

/** JSON with comments and trailing commas, as scenarios may be written. Texts in quotes stay as they are. */
export function parseJsonc(text) {
  const plain = text
    .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted) => quoted ?? " ")
    .replace(/("(?:\\.|[^"\\])*")|,(\s*[}\]])/g, (_, quoted, end) => quoted ?? end);
  return plain.trim() ? JSON.parse(plain) : {};
}

/** The scenarios of one Markdown file: one for each heading that has scripts or a scenario below it. */
function* sections(file) {
  const blocks = /^(#+ .*)$|^(`{3,})([^\n`]*)\n([\s\S]*?)^\2[ \t]*$/gm;
  let title = "";
  let scenario = null;
  const done = () => (scenario ? [{ name: `${relative(ROOT, file)}: ${title}`, scenario }] : []);
  for (const [, heading, , tag, body] of readFileSync(file, "utf8").matchAll(blocks)) {
    if (heading) {
      yield* done();
      [title, scenario] = [heading.replace(/^#+ /, ""), null];
      continue;
    }
    const [, language, rest] = /^(\w*)\s*(.*)$/.exec(tag);
    const [, kind, quoted] = /^(scenario|rule|action)(?:="([^"]*)")?/.exec(rest) ?? [];
    if (kind === "scenario") {
      try {
        scenario = { ...scenario, ...parseJsonc(body) };
      } catch {
        // The case is about a text that is no JSON, which cannot be a line of JSON here.
      }
    }
    if (language === "js" && kind === "rule") {
      scenario ??= {};
      const rules = (scenario.rules ??= []);
      const named = quoted && rules.find((rule) => rule.name === quoted);
      if (named) named.script = body;
      else rules.push({ ...(quoted && { name: quoted }), script: body });
    }
  }
  yield* done();
}

const rule = (script, more = {}) => ({ now: NOW, rules: [{ name: "Rule", script }], ...more });
const around = (body) => `function (user, context, callback) {\n${body}\n  callback(null, user, context);\n}`;

/** Texts that have broken engines, parsers and printers before; numbers and dates, where platforms differ. */
const NASTY = [
  ["empty text", ""],
  ["blanks only", " \n\t\u00a0\ufeff"],
  ["not JavaScript", "}{ function ("],
  ["an unfinished string", around("  var a = 'abc\n")],
  ["an unfinished template", around("  var a = `abc ${")],
  ["a nul character", around("  context.idToken['https://acme.com/a'] = 'x\u0000y';")],
  ["characters beyond the BMP", around("  context.idToken['https://acme.com/😀'] = '👩‍👩‍👧 é é ﷽';")],
  ["right-to-left marks", around("  context.idToken['https://acme.com/\u202e'] = '\u200f\u2066';")],
  ["line separators", around("  context.idToken['https://acme.com/a'] = 'x\u2028y';")],
  ["a half of a surrogate pair", around("  context.idToken['https://acme.com/a'] = '\\ud83d'; context.idToken['https://acme.com/\\udc00'] = 1;")],
  ["carriage returns", around("  var a = 1;\r\n\r  context.idToken['https://acme.com/a'] = a;\r")],
  ["ten thousand brackets", around(`  var a = ${"[".repeat(10_000)}${"]".repeat(10_000)};`)],
  ["ten thousand nested parentheses", around(`  var a = ${"(".repeat(10_000)}1${")".repeat(10_000)};`)],
  ["ten thousand nested blocks", around(`${"{".repeat(10_000)}${"}".repeat(10_000)}`)],
  ["ten thousand operators", around(`  var a = ${"-".repeat(1)}${" - 1".repeat(10_000)};`)],
  ["a long else-if", around(`  var a = 1; ${Array.from({ length: 2_000 }, (_, i) => `if (a === ${i}) { a++; }`).join(" else ")}`)],
  ["endless recursion", around("  (function f() { return f() + 1; })();")],
  ["endless recursion that is caught", around("  function f() { return f() + 1; }\n  try { f(); } catch (error) { context.idToken['https://acme.com/a'] = error.message; }")],
  ["recursion through JSON", around("  var a = { toJSON: function () { return JSON.stringify(a); } }; context.idToken['https://acme.com/a'] = a;")],
  ["a cycle", around("  var a = {}; a.a = a; context.idToken['https://acme.com/a'] = a;")],
  ["deep data", around("  var a = {}; for (var i = 0; i < 5000; i++) { a = { a: a }; }\n  context.idToken['https://acme.com/a'] = a;")],
  ["an endless loop", around("  while (true) {}")],
  ["an endless loop in finally", around("  try { throw 1; } finally { for (;;) {} }")],
  ["an endless loop that catches", around("  for (;;) { try { for (;;) {} } catch (e) {} }")],
  ["an endless generator", around("  var g = (function* () { for (;;) yield 1; })(); Array.from(g);")],
  ["a regular expression that backtracks", around("  context.idToken['https://acme.com/a'] = /^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!');")],
  ["all the memory", around("  var a = []; for (;;) { a.push(new Array(100000).fill('x')); }")],
  ["a huge string", around("  var a = 'x'; while (true) { a += a; }")],
  ["a huge repeat", around("  'x'.repeat(1 << 30);")],
  ["numbers", around("  context.idToken['https://acme.com/a'] = [0.1 + 0.2, 1e21, 1e-7, -0, 5e-324, 1.7976931348623157e308, 123456789012345680000, NaN, Infinity, (0.000001234).toString(), (25).toString(36), (0.1).toFixed(20), 1 / 3];")],
  ["mathematics", around("  context.idToken['https://acme.com/a'] = [Math.sin(1), Math.exp(1), Math.pow(2, 0.5), Math.log(10), Math.tan(1e6), Math.cbrt(3), Math.hypot(1, 2, 3), Math.atan2(1, 2), Math.sinh(1), Math.fround(0.1)];")],
  ["chance", around("  context.idToken['https://acme.com/a'] = [Math.random(), Math.random()];")],
  ["the clock", around("  context.idToken['https://acme.com/a'] = [Date.now(), new Date().toISOString(), String(new Date()), new Date(2026, 2, 29, 2, 30).getTime(), new Date().getTimezoneOffset(), new Date().toLocaleString()];")],
  ["sorting", around("  context.idToken['https://acme.com/a'] = [3, 1, 2, 10, 'b', 'a', undefined, null].sort(); context.idToken['https://acme.com/b'] = Array.from({ length: 100 }, function (_, i) { return i * 7919 % 101; }).sort(function () { return 0; });")],
  ["locale", around("  context.idToken['https://acme.com/a'] = ['ä'.localeCompare('z'), 'İ'.toLowerCase(), 'ß'.toUpperCase(), '\\u0041\\u030a'.normalize('NFC'), 'I'.toLocaleLowerCase('tr')];")],
  ["integer keys first", around("  context.idToken['2'] = 1; context.idToken['1'] = 2; context.idToken['b'] = 3; context.idToken['a'] = 4; context.idToken['__proto__'] = 5;")],
  ["getters that throw", around("  Object.defineProperty(context.idToken, 'https://acme.com/a', { enumerable: true, get: function () { throw new Error('no'); } });")],
  ["a proxy", around("  context.idToken = new Proxy({}, { ownKeys: function () { throw new Error('no'); } });")],
  ["frozen", around("  Object.freeze(context); Object.freeze(context.idToken); context.idToken['https://acme.com/a'] = 1;")],
  ["prototypes overwritten", around("  Object.prototype.toJSON = function () { return 1; }; Array.prototype.push = null; JSON.stringify = null; context.idToken['https://acme.com/a'] = { b: [1] };")],
  ["globals overwritten", around("  Object = null; Array = undefined; Function.prototype.call = null; Promise = null; context.idToken['https://acme.com/a'] = 1;")],
  ["eval and Function", around("  context.idToken['https://acme.com/a'] = [eval('1 + 1'), new Function('return this')() === globalThis];")],
  ["throwing odd things", "function (user, context, callback) { throw { toString: function () { throw 1; } }; }"],
  ["throwing nothing", "function (user, context, callback) { throw undefined; }"],
  ["throwing a symbol", "function (user, context, callback) { throw Symbol('x'); }"],
  ["a stack that is no text", "function (user, context, callback) { var e = new Error('x'); e.stack = { a: 1 }; e.name = 5; throw e; }"],
  ["called back with itself", "function (user, context, callback) { callback(callback, callback, callback); }"],
  ["called back a thousand times", "function (user, context, callback) { for (var i = 0; i < 1000; i++) callback(null, user, context); }"],
  ["never called back", "function (user, context, callback) { setTimeout(function () {}, 1e9); }"],
  ["timers without end", "function (user, context, callback) { (function again() { setTimeout(again, 0); })(); }"],
  ["promises without end", "function (user, context, callback) { (function again() { Promise.resolve().then(again); })(); }"],
  ["a rejected promise", "async function (user, context, callback) { await Promise.reject(new Error('later')); }"],
  ["ten thousand log lines", around("  for (var i = 0; i < 10000; i++) console.log(i, { i: i });")],
  ["ten thousand claims", around("  for (var i = 0; i < 10000; i++) context.idToken['https://acme.com/' + i] = i;")],
  ["a long name and a long value", around("  context.idToken['https://acme.com/' + new Array(5000).join('n')] = new Array(100000).join('v');")],
  ["modern syntax", around("  class A { #p = 1n; static { A.q = 2; } get p() { return String(this.#p); } }\n  label: for (const x of [1, 2]) { if (x ?? 0) continue label; }\n  context.idToken['https://acme.com/a'] = new A()?.p ** 2;")],
  ["strictness", "function (user, context, callback) { 'use strict'; undeclared = 1; }"],
  ["with", around("  with (context) { idToken['https://acme.com/a'] = 1; }")],
  ["html comments and hashbang", "#!/usr/bin/env node\n<!-- function\nfunction (user, context, callback) { callback(null, user, context); }\n-->"],
].map(([name, script]) => ({ name: `nasty: ${name}`, scenario: rule(script) }));

/** All of them, each with a clock of its own, as one line of JSON. */
export function scenarios() {
  const examples = walk(join(ROOT, "static/examples"), ".json")
    .map((file) => ({ name: relative(ROOT, file), scenario: parseJsonc(readFileSync(file, "utf8")) }))
    // An index of the examples is none.
    .filter(({ scenario }) => !Array.isArray(scenario) && ("rules" in scenario || "actions" in scenario || "request" in scenario));
  const cases = [...walk(join(ROOT, "tests/cases"), ".md"), ...walk(join(ROOT, "docs/diagnostics"), ".md")].flatMap((file) => [...sections(file)]);
  return [...examples, ...cases, ...NASTY].map(({ name, scenario }) => ({ name, line: JSON.stringify({ now: NOW, ...scenario }) }));
}
