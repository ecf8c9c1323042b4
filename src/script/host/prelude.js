// The surroundings of a rule. Called once for each login with the host's functions; nothing of it is visible to a script
// but what it puts on the global object. It keeps its own references, because a script may change any built-in.
(function (host) {
  'use strict';
  const { defineProperty: define, deleteProperty: remove, getOwnPropertyDescriptor: descriptorOf, ownKeys, apply, construct } = Reflect;
  const { is } = globalThis.Object;
  const { Promise, Error, SyntaxError, Object, Math, Date, Array, String, Number, BigInt, JSON, WeakMap } = globalThis;
  const has = Object.prototype.hasOwnProperty;
  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';
  // The engine has words of its own for a fault. It gets Node's when it comes about, so that a script that catches it reads what
  // it would read there. What the host asks for itself is spared the detour.
  const tracing = descriptorOf(Error, 'prepareStackTrace');
  const setTracing = (value) => apply(tracing.set, Error, [value]);
  const frame = {};
  setTracing((_, frames) => {
    for (const name of ['getFunctionName', 'getFileName', 'getLineNumber', 'getColumnNumber', 'isNative']) frame[name] = frames[0][name];
    return '';
  });
  new Error();
  const of = (site, name) => apply(frame[name], site, []);
  // What scripts are given, by name: the engine does not say whether something is undefined or null.
  const roots = {};
  function missing(path) {
    let value = path.length > 0 ? roots[path[0]] : undefined;
    for (let i = 1; i < path.length && isObject(value); i += 1) value = held(raw(value), path[i]);
    return value === null ? 'null' : 'undefined';
  }
  function trace(error, sites) {
    let written = '';
    for (let i = 0; i < sites.length; i += 1) {
      const site = sites[i];
      const place = of(site, 'isNative') ? 'native' : of(site, 'getFileName') + ':' + of(site, 'getLineNumber') + ':' + of(site, 'getColumnNumber');
      written += '    at ' + (of(site, 'getFunctionName') || '<anonymous>') + ' (' + place + ')\n';
    }
    const own = descriptorOf(error, 'message');
    if (own && typeof own.value === 'string') {
      const value = host.reword(own.value, written, missing(host.takenApart(own.value, written)));
      if (value !== own.value) define(error, 'message', { value });
    }
    return written;
  }
  setTracing(trace);
  function stack() {
    const current = apply(tracing.get, Error, []);
    setTracing(undefined);
    const { stack: written } = new Error();
    setTracing(current);
    return written;
  }
  const held = (object, key) => { const own = descriptorOf(object, key); return own && own.value; };
  // The host's functions show no text, as native ones do.
  const natives = new WeakMap();
  const native = (value) => { if (typeof value === 'function') natives.set(value, true); return value; };
  const hidden = (name, value) => define(globalThis, name, { value: native(value), writable: true, enumerable: false, configurable: true });

  // Which kind of object a proxy watches; the numbers are those of `watched` in `host/mod.rs`.
  const [ID, ACCESS, USER, CONTEXT] = [0, 1, 2, 3];
  const targets = new WeakMap();
  const raw = (value) => (isObject(value) && targets.has(value) ? targets.get(value) : value);
  // Values of the recorded writes, in the host's order: read when the script is finished, so that no getter runs early.
  let values = [];

  // Only definitions and deletions are watched: an assignment through a proxy without a `set` trap arrives there
  // too, with exactly the semantics of the language.
  function watch(target, what) {
    const proxy = new Proxy(target, {
      defineProperty(object, key, descriptor) {
        if (typeof key === 'symbol') return define(object, key, descriptor);
        const isClaims = what === CONTEXT && (key === 'idToken' || key === 'accessToken');
        // `context.idToken = context.idToken || {}` changes nothing.
        if (isClaims && isObject(object[key]) && raw(descriptor.value) === raw(object[key])) return true;
        // `user.app_metadata = user.app_metadata || {}` neither, where there is one.
        if (what === USER && has.call(object, key) && is(held(object, key), descriptor.value)) return define(object, key, descriptor);
        if (!host.write(what, key, false, stack())) {
          host.lateValue(descriptor.value);
          return true;
        }
        let value = descriptor.value;
        values[values.length] = value;
        if (isClaims && isObject(value)) {
          value = watchClaims(value, key === 'idToken' ? ID : ACCESS, raw(object[key]));
          descriptor = { ...descriptor, value };
        }
        return define(object, key, descriptor);
      },
      deleteProperty(object, key) {
        if (typeof key === 'symbol' || !has.call(object, key)) return remove(object, key);
        if (!host.write(what, key, true, stack())) return true;
        values[values.length] = undefined;
        return remove(object, key);
      },
    });
    targets.set(proxy, target);
    return proxy;
  }

  // A claim object that a script made itself. What it took over from the previous one keeps its writer.
  function watchClaims(value, what, previous) {
    const target = raw(value);
    for (const key of ownKeys(target)) {
      if (typeof key === 'symbol') continue;
      if (isObject(previous) && has.call(previous, key) && is(held(previous, key), held(target, key))) continue;
      if (host.write(what, key, false, stack())) values[values.length] = held(target, key);
    }
    return watch(target, what);
  }

  let user, context;
  // Whether the last rule handed its objects on, which matters under SW-19 only.
  let forwarded = true;
  let keepsPrevious = true;
  const passed = (value, own) => {
    if (value === own || raw(value) === raw(own)) return 'same';
    if (value === undefined) return 'undefined';
    if (value === null) return 'null';
    return isObject(value) ? 'fresh' : 'primitive';
  };
  const text = (value) => { try { return String(value); } catch { return Object.prototype.toString.call(value); } };
  function describe(error) {
    if (error === null) return ['null', ''];
    if (!error) return ['falsy', text(error)];
    if (error instanceof UnauthorizedError) return ['unauthorized', text(error.message)];
    if (error instanceof Error) return ['error', text(error.message)];
    if (isObject(error) && 'user_id' in error) return ['user', ''];
    return ['other', isObject(error) && typeof error.message === 'string' ? error.message : text(error)];
  }
  function snapshot() {
    host.snapshot(raw(user), raw(context), raw(raw(context).idToken), raw(raw(context).accessToken));
  }
  function makeCallback() {
    return native(function callback(error, nextUser, nextContext) {
      const [kind, message] = describe(error);
      const [passedUser, passedContext] = [passed(nextUser, user), passed(nextContext, context)];
      const first = host.callback(kind, message, passedUser, passedContext, stack());
      if (!first) return;
      forwarded = passedUser !== 'undefined' && passedContext !== 'undefined';
      if (passedUser === 'fresh') user = roots.user = watch(raw(nextUser), USER);
      if (passedContext === 'fresh') {
        const target = raw(nextContext);
        for (const [key, what] of [['idToken', ID], ['accessToken', ACCESS]]) {
          const value = target[key];
          if (isObject(value)) target[key] = raw(value) === raw(raw(context)[key]) ? raw(context)[key] : watchClaims(value, what, raw(raw(context)[key]));
        }
        context = roots.context = watch(target, CONTEXT);
      }
      snapshot();
      host.close();
    });
  }

  // Virtual time: nothing waits for a real clock.
  const timers = [];
  let serial = 0;
  class Timeout {
    ref() { return this; }
    unref() { return this; }
    hasRef() { return true; }
    close() { cancel(this); return this; }
    [Symbol.toPrimitive]() { return this.id; }
  }
  function schedule(run, delay, args, every) {
    if (typeof run !== 'function') {
      const error = new TypeError('The "callback" argument must be of type function. Received ' + (run === null ? 'null' : typeof run));
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    delay = +delay;
    if (!(delay >= 1 && delay <= 2147483647)) delay = 1;
    serial += 1;
    const timer = new Timeout();
    define(timer, 'id', { value: serial });
    enqueue({ timer, run, args, at: host.now() + Math.trunc(delay), every: every ? Math.trunc(delay) : 0, serial });
    return timer;
  }
  function enqueue(entry) {
    let at = timers.length;
    while (at > 0 && timers[at - 1].at > entry.at) at -= 1;
    for (let i = timers.length; i > at; i -= 1) timers[i] = timers[i - 1];
    timers[at] = entry;
  }
  function dequeue(at) {
    const entry = timers[at];
    for (let i = at; i < timers.length - 1; i += 1) timers[i] = timers[i + 1];
    timers.length -= 1;
    return entry;
  }
  function cancel(timer) {
    for (let i = 0; i < timers.length; i += 1) {
      if (timers[i].timer === timer || timers[i].serial === timer) { dequeue(i); return; }
    }
  }
  hidden('setTimeout', function setTimeout(run, delay, ...args) { return schedule(run, delay, args, false); });
  hidden('setInterval', function setInterval(run, delay, ...args) { return schedule(run, delay, args, true); });
  hidden('setImmediate', function setImmediate(run, ...args) { return schedule(run, 0, args, false); });
  hidden('clearTimeout', function clearTimeout(timer) { cancel(timer); });
  hidden('clearInterval', function clearInterval(timer) { cancel(timer); });
  hidden('clearImmediate', function clearImmediate(timer) { cancel(timer); });
  const resolved = Promise.resolve();
  const then = Promise.prototype.then;
  hidden('queueMicrotask', function queueMicrotask(run) { apply(then, resolved, [() => run()]); });

  // The clock and the dice are the scenario's.
  let start = 0;
  let seed = 1;
  function SimulatedDate(...args) {
    if (new.target === undefined) return new Date(host.now()).toString();
    return construct(Date, args.length === 0 ? [host.now()] : args, new.target);
  }
  define(SimulatedDate, 'name', { value: 'Date', configurable: true });
  define(SimulatedDate, 'length', { value: 7, configurable: true });
  SimulatedDate.prototype = Date.prototype;
  define(SimulatedDate, 'prototype', { writable: false, enumerable: false, configurable: false });
  define(Date.prototype, 'constructor', { value: SimulatedDate, writable: true, enumerable: false, configurable: true });
  for (const name of ['parse', 'UTC']) define(SimulatedDate, name, { value: Date[name], writable: true, enumerable: false, configurable: true });
  define(SimulatedDate, 'now', { value: function now() { return host.now(); }, writable: true, enumerable: false, configurable: true });
  hidden('Date', SimulatedDate);
  // V8 names the zone, which is always the same here.
  for (const name of ['toString', 'toTimeString']) {
    const shown = Date.prototype[name];
    define(Date.prototype, name, { value: native({ [name]() {
      const written = apply(shown, this, []);
      return written === 'Invalid Date' ? written : written + ' (Coordinated Universal Time)';
    } }[name]), writable: true, enumerable: false, configurable: true });
  }
  const { parse } = JSON;
  define(JSON, 'parse', { value: native({ parse(...args) {
    try {
      return apply(parse, JSON, args);
    } catch (error) {
      if (error instanceof SyntaxError) define(error, 'message', { value: host.jsonFault(text(error.message), text(args[0]), text(error.stack)) });
      throw error;
    }
  } }.parse), writable: true, enumerable: false, configurable: true });
  const random = function random() {
    seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5;
    return (seed >>> 0) / 4294967296;
  };
  define(Math, 'random', { value: random, writable: true, enumerable: false, configurable: true });
  // The engine's performance object reads a real clock.
  if ('performance' in globalThis) hidden('performance', { now: () => host.now() - start, get timeOrigin() { return start; } });

  class UnauthorizedError extends Error {
    constructor(message) { super(message); }
  }
  define(UnauthorizedError.prototype, 'name', { value: 'UnauthorizedError', writable: true, enumerable: false, configurable: true });
  hidden('UnauthorizedError', UnauthorizedError);

  // Inserted markers must not show in the text of a function.
  const functionText = Function.prototype.toString;
  define(Function.prototype, 'toString', { value: native({ toString() {
    if (natives.has(this)) return 'function ' + this.name + '() { [native code] }';
    const written = apply(functionText, this, []);
    return written.endsWith('[native code]\n}') ? written.replace(/\n */g, ' ') : host.clean(written);
  } }.toString), writable: true, enumerable: false, configurable: true });

  let inspect;
  const format = (args) => {
    let simple = true;
    for (let i = 0; i < args.length; i += 1) if (typeof args[i] !== 'string' || (i === 0 && args.length > 1 && args[0].includes('%'))) simple = false;
    if (simple) return args.join(' ');
    return inspector()(args);
  };
  function inspector() {
    if (!inspect) {
      try {
        inspect = library().wanted('_inspect');
      } catch {
        // Without the library a value is shown as JSON.
        inspect = (args) => args.map((value) => (isObject(value) ? JSON.stringify(value) : text(value))).join(' ');
      }
    }
    return inspect;
  }
  format.show = (value, options) => inspector().show(value, options);
  const console = {};
  for (const level of ['log', 'info', 'warn', 'error', 'debug', 'trace']) {
    console[level] = { [level](...args) { if (host.logs()) host.log(level, format(args), stack()); } }[level];
  }
  console.dir = function dir(value) { if (host.logs()) host.log('log', format([isObject(value) ? value : [value]]), stack()); };
  for (const name of ['group', 'groupEnd', 'time', 'timeEnd', 'assert', 'table', 'count']) {
    console[name] = { [name](...args) {
      if (name === 'assert' ? !args.shift() : name !== 'groupEnd' && name !== 'time') { if (host.logs()) host.log('log', format(args), stack()); }
    } }[name];
  }
  hidden('console', console);
  hidden('global', globalThis);

  // Management API: the two calls a rule may make (domain.md section 4.5).
  const update = (name, member) => native(function (id, metadata, done) {
    host.effect('auth0.users.' + name, [id, metadata], stack());
    return new Promise((resolve, reject) => {
      schedule(() => {
        const failure = host.updateMetadata(member, id, metadata);
        if (typeof failure === 'string') {
          const error = new Error(failure);
          if (typeof done === 'function') done(error);
          reject(error);
        } else {
          if (typeof done === 'function') done(null, failure);
          resolve(failure);
        }
      }, host.networkMs, [], false);
    });
  });
  // `process.nextTick`: after what runs now, before any promise.
  let ticking = [];
  let running = false;
  const ticks = (run) => {
    if (running) ticking[ticking.length] = run;
    else apply(then, resolved, [() => run()]);
  };
  function macrotask(run) {
    running = true;
    try {
      run();
      while (ticking.length > 0) {
        const due = ticking;
        ticking = [];
        for (let i = 0; i < due.length; i += 1) due[i]();
      }
    } finally {
      running = false;
      ticking = [];
    }
  }

  // Modules, and what Node has beside the language: made when a script first looks at it.
  let modules;
  function loader() {
    const module = {};
    host.compile('_modules')(module);
    return module.exports;
  }
  const library = () => (modules = modules || loader()({ host, native, hidden, stack, schedule, cancel, random, isObject, format, ticks, dice: (value = seed) => (seed = value), start: () => start, storedUser: () => host.storedUser() }));
  hidden('require', function require(name) { return library().require(name, stack()); });
  const lazy = ([name, module, member]) => define(globalThis, name, {
    get() { const value = library().global(module, member); if (value !== undefined) hidden(name, value); return value; },
    set(value) { define(globalThis, name, { value, writable: true, enumerable: false, configurable: true }); },
    enumerable: false,
    configurable: true,
  });
  // What depends on a locale.
  const local = (prototype, name, member) => define(prototype, name, { value: native({ [name](...args) {
    return library().load('_intl')[member](prototype === Date.prototype ? this : this.valueOf(), ...args);
  } }[name]), writable: true, enumerable: false, configurable: true });
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) local(Date.prototype, name, name);
  local(Number.prototype, 'toLocaleString', 'numberText');
  local(BigInt.prototype, 'toLocaleString', 'numberText');
  local(String.prototype, 'localeCompare', 'compare');

  // Those of the newest Node; an older one is known only when the login begins.
  let offered = host.globals();
  const newest = host.node();
  for (let i = 0; i < offered.length; i += 1) lazy(offered[i]);

  function startPhase() {
    start = host.now();
    seed = start >>> 0 || 1;
    if (host.node() === newest) return;
    modules = undefined;
    for (let i = 0; i < offered.length; i += 1) remove(globalThis, offered[i][0]);
    offered = host.globals();
    for (let i = 0; i < offered.length; i += 1) lazy(offered[i]);
  }

  return {
    start: startPhase,
    begin(newUser, newContext, auth0, configuration, keeps) {
      keepsPrevious = keeps;
      startPhase();
      newContext.idToken = watch(newContext.idToken, ID);
      newContext.accessToken = watch(newContext.accessToken, ACCESS);
      user = roots.user = watch(newUser, USER);
      context = roots.context = watch(newContext, CONTEXT);
      auth0.users = { updateUserMetadata: update('updateUserMetadata', 'user_metadata'), updateAppMetadata: update('updateAppMetadata', 'app_metadata') };
      hidden('auth0', auth0);
      hidden('configuration', configuration);
    },
    // Loads modules ahead of a login that will probably require them.
    warm(files) { for (const file of files) library().load(file); },
    // Runs a rule; its promise, if it returns one, reports a rejection to the host.
    run(rule) {
      values = [];
      let result;
      macrotask(() => { result = keepsPrevious || forwarded ? rule(user, context, makeCallback()) : rule(undefined, undefined, makeCallback()); });
      if (isObject(result) && typeof result.then === 'function') apply(then, Promise.resolve(result), [() => {}, (error) => host.rejected(error)]);
    },
    // Runs the next timer that is due by `limit`. False when there is none.
    tick(limit) {
      if (timers.length === 0 || timers[0].at > limit) return false;
      const entry = dequeue(0);
      host.advance(entry.at);
      if (entry.every) enqueue({ ...entry, at: entry.at + entry.every });
      macrotask(() => apply(entry.run, entry.timer, entry.args));
      return true;
    },
    pending: () => timers.length > 0,
    drop() { timers.length = 0; },
    // Only rules have objects of their own to take a picture of.
    snapshot() { if (user !== undefined) snapshot(); },
    values: () => values,
    // For the surroundings of Actions, which are made later.
    tools: { host, stack, native, text, isObject, macrotask, roots },
  };
})
