//! An instrumented script behaves exactly as the plain one. Both forms of each script below are run in a bare engine
//! with a marker that only counts; what comes out must be the same, down to the place of an exception.
#![expect(clippy::unwrap_used, reason = "what the harness needs and does not get fails the test")]

use claimscope::script::source::{Source, read_rule};
use rquickjs::context::EvalOptions;
use rquickjs::{Context, Ctx, Function, Runtime};

/// What a run came to, as JSON, and how often the marker was called.
#[derive(Debug, PartialEq)]
struct Run {
    result: String,
    place: Option<(u32, u32)>,
    steps: usize,
}

/// Calls the rule with a user, a context and a callback, runs all jobs, and writes down what was seen.
const HARNESS: &str = r#"
(function (wrapped, count, clean) {
  var native = Function.prototype.toString;
  Function.prototype.toString = function toString() { return clean(native.call(this)); };
  var log = [], out = { log: log, calls: [] };
  globalThis.log = function (value) { log.push(typeof value === 'undefined' ? 'undefined' : typeof value === 'function' ? String(value) : value); };
  var user = { name: 'Ada', app_metadata: { role: 'admin', list: [3, 1, 2] } };
  var context = { idToken: {}, accessToken: {}, request: { query: {} } };
  function callback() { out.calls.push([].slice.call(arguments).map(function (value) { return value instanceof Error ? String(value) : value; })); }
  function failed(error) {
    out.error = error instanceof Error ? { name: error.name, message: error.message } : { thrown: error };
    out.stack = error instanceof Error ? error.stack : '';
  }
  globalThis.finish = function () {
    var stack = out.stack; delete out.stack;
    return JSON.stringify([out, user, context]) + '\n' + (stack || '');
  };
  try {
    var rule = wrapped(count);
    out.kind = typeof rule; out.name = rule.name; out.length = rule.length; out.text = String(rule);
    var value = rule.call({ self: true }, user, context, callback);
    if (value && typeof value.then === 'function') { value.then(function (v) { out.resolved = v; }, failed); }
    else { out.returned = value; }
  } catch (error) { failed(error); }
})
"#;

fn run(source: &Source, instrumented: bool) -> Run {
    let runtime = Runtime::new().unwrap();
    let context = Context::full(&runtime).unwrap();
    let text = if instrumented { source.instrumented() } else { source.plain() };
    let steps = std::rc::Rc::new(std::cell::Cell::new(0));
    let written = context.with(|ctx: Ctx<'_>| {
        let mut options = EvalOptions::default();
        options.strict = false;
        options.filename = Some("rule".to_owned());
        let wrapped: Function<'_> = match ctx.eval_with_options(text.clone(), options) {
            Ok(wrapped) => wrapped,
            Err(_) => {
                return format!("{:?}\n", ctx.catch().as_exception().map(ToString::to_string));
            }
        };
        let counter = std::rc::Rc::clone(&steps);
        let count =
            Function::new(ctx.clone(), move |_: u32| counter.set(counter.get() + 1)).unwrap();
        let cleaner = source.clone();
        let clean = Function::new(ctx.clone(), move |text: String| cleaner.clean(&text)).unwrap();
        let harness: Function<'_> = ctx.eval(HARNESS).unwrap();
        harness.call::<_, ()>((wrapped, count, clean)).unwrap();
        while ctx.execute_pending_job() {}
        ctx.eval::<String, _>("finish()").unwrap()
    });
    let (result, stack) = written.split_once('\n').unwrap();
    let place = stack.lines().find_map(|line| {
        let (_, place) = line.rsplit_once("rule:")?;
        let (line, column) = place.trim_end_matches(')').split_once(':')?;
        source.original(line.parse().ok()?, column.parse().ok()?, instrumented)
    });
    Run { result: result.to_owned(), place, steps: steps.get() }
}

#[test]
fn instrumented_scripts_behave_as_plain_ones() {
    let mut differences = Vec::new();
    for script in SCRIPTS {
        let source = read_rule(script);
        if !source.is_runnable() {
            differences.push(format!("{script}\n  cannot be run: {:?}", source.shape));
            continue;
        }
        let plain = run(&source, false);
        let marked = run(&source, true);
        if plain.result != marked.result || plain.place != marked.place || marked.steps == 0 {
            differences.push(format!(
                "{script}\n  plain:  {plain:?}\n  marked: {marked:?}\n{}",
                source.instrumented()
            ));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

#[test]
fn an_exception_is_placed_in_the_pasted_text() {
    let mut wrong = Vec::new();
    for (script, line, column) in [
        ("function (user) {\n  null.foo;\n}", 2, 3),
        ("function (user) {\n  var é = '\u{1f600}'; undefined.x;\n}", 2, 17),
        ("function (user) {\n  if (user) throw new Error('deep');\n}", 2, 23),
        ("function (user) {\n  log(`a\\\nb`); /* \n c */ log(1);\n  unknown();\n}", 5, 3),
        ("function (user) {\r\n  log(1);\r\n  user.a.b.c;\r\n}", 3, 3),
        ("function (user) { const f = x => x.y.z; f({}); }", 1, 34),
    ] {
        let source = read_rule(script);
        for instrumented in [false, true] {
            let place = run(&source, instrumented).place;
            if place != Some((line, column)) {
                wrong.push(format!("{instrumented} {script}: {place:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const SCRIPTS: &[&str] = &[
    "function (user, context, callback) {\n  var x = 1;\n  context.idToken.x = x;\n  callback(null, user, context);\n}",
    "function (user, context, callback) { 'use strict'; log(this === undefined); log((function () { return this; })() === undefined); try { undeclared = 1; } catch (e) { log(e.name); } callback(null); }",
    "function (user, context, callback) {\n  'use strict'\n  var f = function () { return typeof this }\n  log(f())\n  callback(null)\n}",
    "function (user, context, callback) {\n  log(hoisted());\n  function hoisted() { return 'up'; }\n  log(typeof later);\n  var later = 1;\n}",
    "function (user, context, callback) {\n  outer: for (var i = 0; i < 3; i++)\n    for (var j = 0; j < 3; j++)\n      if (j === 1) continue outer; else if (i === 2) break outer; else log(i + ':' + j);\n}",
    "function (user, context, callback) { a: { log(1); if (user) break a; log(2); } b: if (user) { log(3); break b; } log(4); }",
    "function (user, context, callback) { log(arguments.length); log([].slice.call(arguments, 0, 1)[0] === user); arguments[0] = 5; log(user); }",
    "function (user, context, callback) { 'use strict'; arguments[0] = 5; log(user.name); }",
    "function rule(user, context, callback) { log(rule.name); log(rule.length); log(rule === arguments.callee); }",
    "function (user, context, callback) { function f(a) { if (a) return a; else return 'none'; } log(f); log(f.toString()); log(f(0)); }",
    "function (user, context, callback) { var f = x => x + 1, g = (a, b) => ({ a: a, b }), h = () => {}, k = x => y => z => x + y + z; log(f(1)); log(g(1, 2)); log(h()); log(k(1)(2)(3)); log(f); log(g); log(h); log(k); log(f.name + g.name + h.name); log(k(1)); }",
    "(user, context, callback) => { callback(null, user, context); }",
    "(user, context, callback) => callback(null, user, context)",
    "async (user, context, callback) => { await null; log('later'); callback(null, user, context); }",
    "async function (user, context, callback) {\n  log(1);\n  const p = Promise.resolve().then(() => log(3));\n  log(2);\n  await p;\n  log(4);\n  for await (const x of [1, Promise.resolve(2)]) log(x);\n  callback(null, user, context);\n}",
    "function (user, context, callback) {\n  Promise.resolve().then(() => log('a')).then(() => log('c'));\n  Promise.resolve().then(() => log('b')).then(() => log('d'));\n  (async () => { log('sync'); await 0; log('x'); await 0; log('y'); })();\n  callback(null);\n}",
    "function (user, context, callback) { function* g() { var got = yield 1; log(got); try { yield 2; } finally { log('closed'); } } var it = g(); log(it.next()); log(it.next('in')); log(it.return(7)); log([...(function* () { yield* [1, 2]; return 3; })()]); }",
    "function (user, context, callback) { class A { constructor(x) { this.x = x; } get twice() { return this.x * 2; } set twice(v) { this.x = v / 2; } static make() { return new this(3); } } class B extends A { constructor() { super(4); this.y = new.target.name; } sum() { return super.twice + this.x; } } var b = new B(); log(b.twice); log(b.y); log(b.sum()); b.twice = 10; log(b.x); log(A.make().x); log(A.toString()); log(String(B.prototype.sum)); }",
    "function (user, context, callback) { class A { #p = 1; q = () => this.#p; static s = 5; static { this.t = this.s + 1; if (this.t) this.u = 1; } #m() { return this.#p; } has(o) { return #p in o; } m() { return this.#m(); } } var a = new A(); log(a.q()); log(A.t); log(A.u); log(a.has(a)); log(a.has({})); log(a.m()); log(A.toString()); }",
    "function (user, context, callback) { function F() { log(new.target === F); if (!new.target) return 'called'; this.made = true; } log(F()); log(new F().made); }",
    "function (user, context, callback) { var o = { get x() { log('get'); return 1; }, set x(v) { log('set' + v); }, ['a' + 1]: 2, m() { return this.a1; }, async n() { return 1; }, *g() { yield 1; } }; o.x; o.x = 4; log(o.m()); log(o.m.toString()); log(Object.getOwnPropertyDescriptor(o, 'x').get.toString()); }",
    "function (user, context, callback) { const { name, app_metadata: { role = 'none', list: [first, ...rest] }, ...others } = user; log(name + role + first); log(rest); log(Object.keys(others)); var a, b; [a, b = 5] = [1]; log(a + b); ({ a, b } = { a: 7, b: 8 }); log(a * b); }",
    "function (user, context, callback) { switch (user.name) { case 'Bob': log(1); case 'Ada': log(2); case 'C': { log(3); } default: log(4); break; case 'D': log(5); } switch (1) { case 1: let q = 1; log(q); } switch (2) { } switch (3) { case 3: } }",
    "function (user, context, callback) { function f() { try { log('try'); return 1; } finally { log('finally'); } } log(f()); function g() { for (;;) { try { return 1; } finally { break; } } return 2; } log(g()); try { throw new TypeError('x'); } catch ({ message }) { log(message); } try { null.x; } catch { log('caught'); } }",
    "function (user, context, callback) { function tag(s, ...v) { return s.raw.join('|') + v.join(','); } log(tag`a${1}\\n${(() => { return 2; })()}b`); log(`x${`y${user.name}`}z`); log(`${{ a: 1 }.a}`); function once() { return (s => s)`q`; } log(once() === once()); }",
    "function (user, context, callback) {\n  var a = 1\n  var b = a\n  ++b\n  log(a + ':' + b)\n  var f = function () {\n    return\n    log('never')\n  }\n  log(f())\n  var c = [1]\n  ;[2].forEach(function (x) { log(x) })\n  ;(function () { log('iife') })()\n  do log('once'); while (false) log('after')\n  if (a) log('then')\n  else log('else')\n  callback(null)\n}",
    "function (user, context, callback) { if (user) ; else log('no'); if (!user) log(1); else ; for (var i = 0; i < 3; i++); log(i); while (i-- > 0); log(i); do ; while (i++ < 2); log(i); for (var k in user); log(k); for (k of [1, 2]); log(k); }",
    "function (user, context, callback) { for (var i = 0, has = ('a' in { a: 1 }), f = x => ('b' in x); i < 1; i++) { log(has); log(f({})); } }",
    "function (user, context, callback) { for (let i = 0; i < 3; i++) setLater(() => log(i)); var later = []; function setLater(f) { (later = later || []).push(f); } later.forEach(f => f()); }",
    "function (user, context, callback) { var fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); for (const k in { a: 1, b: 2 }) fs.push(() => k); log(fs.map(f => f())); }",
    "function (user, context, callback) { if (user) function inner() { return 1; } log(typeof inner); if (!user) function other() {} else log('else'); log(typeof other); }",
    "function (user, context, callback) { { function block() { return 1; } } log(block()); var f = 1; { function f() {} f = 2; } log(f); }",
    "function (user, context, callback) { with (new Proxy({ v: 1 }, { has: function (t, k) { log(String(k)); return k in t; } })) { log2 = v; if (v) v = 2; } log(log2); }",
    "function (user, context, callback) { log(eval('1; if (true) { 2; }')); var x = 'local'; log(eval('x')); log((() => eval('x'))()); log((0, eval)('typeof x')); }",
    "function (user, context, callback) { null.foo; }",
    "function (user, context, callback) {\n  var é = '\u{1f600}'; log(é); undefined.x;\n}",
    "function (user, context, callback) {\n  if (user) throw new Error('deep');\n}",
    "function (user, context, callback) {\n  const f = x => x.y.z;\n  f({});\n}",
    "function (user, context, callback) {\n  for (const x of [1, 2]) if (x > 1) missing(x);\n}",
    "function (user, context, callback) {\n  log(`a\\\nb`); /* \n c */ log('d\\\ne');\n  unknown();\n}",
    "async function (user, context, callback) {\n  await null;\n  throw new RangeError('later');\n}",
    "function (user, context, callback) { throw { not: 'an error' }; }",
    "function (user, context, callback) { log(typeof user?.app_metadata?.role); log(user?.none?.x ?? 'default'); var o = {}; o.a ??= 1; o.a ||= 2; o.a &&= 3; log(o.a); log(o.f?.()); log(2 ** 3 ** 2); log(1_000); log(String(10n ** 3n)); }",
    "function (user, context, callback) { var calls = 0; function f(a = calls++, b = (() => { calls += 10; return calls; })(), { c } = { c: a }) { return [a, b, c]; } log(f()); log(f(9)); log(f.length); log(f.toString()); }",
    "function (user, context, callback) { var counter = (function () { var n = 0; return { inc: function () { return ++n; }, get value() { return n; } }; })(); counter.inc(); counter.inc(); log(counter.value); }",
    "function (user, context, callback) { var s = new Set([1, 2, 2]), m = new Map([['a', 1]]); for (const [k, v] of m) log(k + v); s.forEach(x => { if (x > 1) log(x); }); log(Object.entries({ a: 1 }).map(([k, v]) => k + v)); }",
    "function (user, context, callback) { log(/[/]\\/}/g.test('/}')); var a = 4, g = 2; log(a / 2 / g); log(a++ / 2); if (a) /x/.test('x') && log('re'); }",
    "function (user, context, callback) { // a comment with }) and `\n /* }) */ log('})'); log(\"//\"); log(`})`); }  // the end",
    "// first\n/* then */ function (user, context, callback) { callback(null, user, context); }\n// last",
    "(function (user, context, callback) { log(typeof this); callback(null); })",
    "(function () { return function inner(user, context, callback) { callback(null, user); }; })()",
    "(0, function (user) { log(user.name); })",
    "function (user, context, callback) { var let_ = 1, of = 2, get = 3, set = 4, async = 5, static_ = 6; log(let_ + of + get + set + async + static_); async: for (;;) break async; yield: { break yield; } }",
    "function (user, context, callback) { var x = 0; if (x) if (x) log(1); else log(2); else log(3); if (!x) if (x) log(4); else log(5); while (x < 2) if (x++) log('odd'); else log('even'); }",
    "function (user, context, callback) { label: while (true) { switch (1) { case 1: do { break label; } while (true); } } log('out'); one: two: for (;;) { break one; } l: for (var k in { a: 1, b: 2 }) { for (;;) { continue l; } } log(k); }",
    "function (user, context, callback) { if (user) l: for (;;) { if (context) break l; } else m: for (;;) break m; log('done'); }",
    "function (user, context, callback) { var o = { valueOf() { log('valueOf'); return 1; }, toString: () => 'text', [Symbol.toPrimitive]: undefined }; log(o + 1); log(`${o}`); delete o.valueOf; log(typeof o.valueOf); void log('void'); log((1, 2, 3)); }",
    "function (user, context, callback) { var p = new Proxy({}, { get: (t, k) => { return k; }, set(t, k, v) { log(k + '=' + v); return true; } }); log(p.abc); p.x = 1; }",
    "function (user, context, callback) { const sum = (...n) => n.reduce((a, b) => a + b, 0); log(sum(1, 2, 3)); log(Math.max(...[1, 5, 2])); log([...'ab', ...[1]]); log({ ...{ a: 1 }, b: 2 }); log(sum.toString()); }",
    "function (user, context, callback) { try { const c = 1; c = 2; } catch (e) { log(e.name + e.message); } try { tdz; let tdz = 1; } catch (e) { log(e.name); } try { (void 0)(); } catch (e) { log(e.message); } try { user.missing(); } catch (e) { log(e.message); } try { user.none.x; } catch (e) { log(e.message); } }",
    "function (user, context, callback) { (function f(n) { if (n === 0) return; f(n - 1); })(50); try { (function g() { g(); })(); } catch (e) { log(e.name); } }",
    "async function (user, context, callback) { const r = await Promise.all([1, 2].map(async x => { await 0; return x * 2; })); log(r); try { await Promise.reject(new Error('no')); } catch (e) { log(e.message); } finally { log('f'); } async function* g() { yield 1; yield 2; } for await (const x of g()) { log(x); } return 'done'; }",
    "async (user, context, callback) => (await Promise.resolve(user)).name",
    "function (user, context, callback) { setTimeout = function (f) { f(); }; setTimeout(() => { context.idToken['https://a.b/c'] = user.app_metadata.role; callback(null, user, context); }); }",
    "function (user, context, callback) { var fn = new Function('a', 'return a + 1'); log(fn(1)); log(fn.toString().length); }",
    "function (user, context, callback) {\r\n  log(1);\r\n  if (user)\r\n    undefined.x;\r\n}",
    "function (user, context, callback) { debugger; var t = typeof undeclared; log(t); var { length } = 'abc'; log(length); var v = (function () { return arguments.length; })(1, 2); log(v); log(((a, b) => a)(1)); }",
];
