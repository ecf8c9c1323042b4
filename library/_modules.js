// What `require` and the globals of Node lead to. Evaluated when a script first uses one of them.
module.exports = function (prelude) {
  'use strict';
  const { host, stack, isObject } = prelude;
  const { apply, defineProperty: define, getOwnPropertyDescriptor: descriptorOf, ownKeys } = Reflect;
  const { Array, Error, TypeError, Promise, Proxy, Symbol } = globalThis;
  const then = Promise.prototype.then;
  const instances = { __proto__: null };

  // One instance of each module in a realm. Loading one costs a script nothing: neither work nor chance.
  function load(file) {
    if (file in instances) return instances[file].exports;
    const module = { exports: {} };
    const outermost = host.loading(true);
    const roll = prelude.dice();
    instances[file] = module;
    try {
      host.compile(file)(module, module.exports, within);
    } catch (error) {
      delete instances[file];
      throw error;
    } finally {
      prelude.dice(roll);
      host.loading(outermost);
    }
    return module.exports;
  }
  // What a script asks for is loaded ahead of the next login.
  function wanted(file) {
    host.wanted(file);
    return load(file);
  }
  // What the modules of the library require: each other, and names with `#`, which scripts cannot reach.
  function within(name) {
    if (name === '#prelude') return prelude;
    if (name === '#stand-in') return standIn;
    if (name[0] === '#') return load('_' + name.slice(1));
    const [kind, file] = host.module(name);
    if (kind !== 'file') throw new Error("the library has no module '" + name + "'");
    return load(file);
  }

  const missing = (name) => {
    const error = new Error("Cannot find module '" + name + "'");
    error.code = 'MODULE_NOT_FOUND';
    return error;
};
  function supply(name, at) {
    const [kind, file] = host.module(name);
    host.require(name, at);
    if (kind === 'file') return wanted(file);
    if (kind === 'stand-in') return standInOf(name);
    if (kind === 'impossible') throw missing(name);
    throw new Error("Node's module '" + name + "' reaches outside of a script, which claimscope does not simulate");
  }
  function require(name, at) {
    if (typeof name !== 'string') {
      const error = new TypeError('The "id" argument must be of type string. Received ' + (name === null ? 'null' : typeof name === 'object' || typeof name === 'function' ? 'an instance of ' + (name.constructor && name.constructor.name) : typeof name === 'undefined' ? 'undefined' : 'type ' + typeof name + ' (' + String(name) + ')'));
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    if (name === '') {
      const error = new TypeError("The argument 'id' must be a non-empty string. Received ''");
      error.code = 'ERR_INVALID_ARG_VALUE';
      throw error;
    }
    if (host.undeclared(name)) {
      host.require(name, at);
      throw missing(name);
    }
    return supply(name, at);
  }

  // A stand-in answers whatever is done with it with another one, and the report shows the calls. Where its value ends up
  // in a claim, the text says what it is; so does its one member where it is copied, and its one item where it is a list.
  const MARK = 'stand-in';
  const lists = { __proto__: null };
  for (const name of ['every', 'filter', 'find', 'findIndex', 'flatMap', 'forEach', 'map', 'reduce', 'some', 'sort']) lists[name] = Array.prototype[name];
  const standIns = { __proto__: null };
  const standInOf = (name) => (standIns[name] = standIns[name] || standIn('require(' + JSON.stringify(name) + ')', false));
  function standIn(label, called, list, method) {
    const members = { __proto__: null };
    const shown = () => '[' + MARK + ' for ' + label + ']';
    let promise;
    // What a call returned can be awaited, and gives a stand-in that cannot.
    const settled = () => (promise = promise || new Promise((resolve) => prelude.schedule(() => resolve(standIn(label, false)), host.networkMs, [], false)));
    const call = (args) => {
      host.effect(MARK + ' for ' + label, args, stack());
      let result = standIn(label + '()', true);
      let done = args[args.length - 1];
      // A `find` whose function takes two parameters is one of a database, with the error first.
      if (method in lists && typeof args[0] === 'function' && (method !== 'find' || args[0].length < 2)) {
        if (done === args[0]) done = undefined;
        result = apply(lists[method], [standIn(list + '.0', false)], method === 'reduce' ? args : [args[0]]);
      }
      // Nothing goes wrong with it.
      if (args.length > 1 && args[0] === 'error') done = undefined;
      if (typeof done === 'function') prelude.schedule(() => done(null, standIn(label + '()', false)), host.networkMs, [], false);
      return result;
    };
    return new Proxy(function () {}, {
      get(target, key) {
        if (key in members) return members[key];
        if (key === 'then') return called ? (ok, failed) => then.call(settled(), ok, failed) : undefined;
        if (called && key === 'catch') return (failed) => then.call(settled(), undefined, failed);
        if (called && key === 'finally') return (done) => settled().finally(done);
        if (key === 'toJSON' || key === 'toString' || key === 'valueOf' || key === Symbol.toPrimitive || key === Symbol.for('nodejs.util.inspect.custom')) return shown;
        if (key === Symbol.iterator) return function* () { yield standIn(label + '.0', false); };
        if (typeof key === 'symbol' || key === 'prototype') return target[key];
        if (key === 'length') return 1;
        if (key === MARK) return shown();
        members[key] = standIn(label + '.' + key, false, label, key);
        return members[key];
      },
      ownKeys: (target) => [...ownKeys(target), MARK],
      getOwnPropertyDescriptor: (target, key) => (key === MARK ? { value: shown(), writable: true, enumerable: true, configurable: true } : descriptorOf(target, key)),
      set(target, key, value) { members[key] = value; return true; },
      has: () => true,
      deleteProperty(target, key) { delete members[key]; return true; },
      apply: (target, self, args) => call(args),
      construct(target, args) {
        host.effect(MARK + ' for new ' + label, args, stack());
        return standIn(label + '()', false);
      },
    });
  }

  return {
    require,
    load,
    wanted,
    global(module, member) {
      const value = supplyGlobal(module);
      return member === '' ? value : value[member];
    },
};
  function supplyGlobal(module) {
    if (module[0] === '#') return wanted('_' + module.slice(1));
    const [kind, file] = host.module(module);
    return kind === 'file' ? wanted(file) : supply(module, stack());
  }
};
