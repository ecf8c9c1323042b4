// Events and exceptions of the web platform, as far as Node has them as globals.
const { host, schedule } = require("#prelude");

const CODES = { IndexSizeError: 1, InvalidCharacterError: 5, NotFoundError: 8, NotSupportedError: 9, InvalidStateError: 11, SyntaxError: 12, InvalidAccessError: 15, AbortError: 20, TimeoutError: 23, DataCloneError: 25 };
class DOMException extends Error {
  constructor(message = "", name = "Error") {
    super(message);
    const cause = typeof name === "object" && name !== null ? name : {};
    Object.defineProperty(this, "name", { value: typeof name === "string" ? name : cause.name || "Error", configurable: true, writable: true });
    if ("cause" in cause) this.cause = cause.cause;
  }
  get code() { return CODES[this.name] || 0; }
}
Object.defineProperty(DOMException.prototype, Symbol.toStringTag, { value: "DOMException", configurable: true });

class Event {
  constructor(type, { bubbles = false, cancelable = false, composed = false } = {}) {
    if (arguments.length === 0) throw Object.assign(new TypeError('The "type" argument must be specified'), { code: "ERR_MISSING_ARGS" });
    Object.assign(this, { type: String(type), bubbles, cancelable, composed, defaultPrevented: false, target: null, currentTarget: null, timeStamp: host.now() });
  }
  preventDefault() { if (this.cancelable) this.defaultPrevented = true; }
  stopPropagation() {}
  stopImmediatePropagation() { this.stopped = true; }
}

const listeners = new WeakMap();
class EventTarget {
  addEventListener(type, listener, options) {
    if (!listener) return;
    if (!listeners.has(this)) listeners.set(this, []);
    const list = listeners.get(this);
    if (list.some((entry) => entry.type === type && entry.listener === listener)) return;
    list.push({ type, listener, once: Boolean(options && options.once) });
  }
  removeEventListener(type, listener) {
    const list = listeners.get(this) || [];
    const at = list.findIndex((entry) => entry.type === type && entry.listener === listener);
    if (at >= 0) list.splice(at, 1);
  }
  dispatchEvent(event) {
    Object.assign(event, { target: this, currentTarget: this });
    for (const entry of [...(listeners.get(this) || [])]) {
      if (entry.type !== event.type || event.stopped) continue;
      if (entry.once) this.removeEventListener(entry.type, entry.listener);
      if (typeof entry.listener === "function") entry.listener.call(this, event);
      else entry.listener.handleEvent(event);
    }
    return !event.defaultPrevented;
  }
}

const states = new WeakMap();
const own = {};
class AbortSignal extends EventTarget {
  constructor(key) {
    if (key !== own) throw Object.assign(new TypeError("Illegal constructor"), { code: "ERR_ILLEGAL_CONSTRUCTOR" });
    super();
    states.set(this, { aborted: false, reason: undefined, onabort: null });
  }
  get onabort() { return states.get(this).onabort; }
  set onabort(listener) {
    const state = states.get(this);
    if (state.onabort) this.removeEventListener("abort", state.onabort);
    state.onabort = typeof listener === "function" ? listener : null;
    this.addEventListener("abort", state.onabort);
  }
  get aborted() { return states.get(this).aborted; }
  get reason() { return states.get(this).reason; }
  throwIfAborted() { if (this.aborted) throw this.reason; }
  static abort(reason = new DOMException("This operation was aborted", "AbortError")) {
    const signal = new AbortSignal(own);
    Object.assign(states.get(signal), { aborted: true, reason });
    return signal;
  }
  static timeout(ms) {
    const signal = new AbortSignal(own);
    schedule(() => abort(signal, new DOMException("The operation was aborted due to timeout", "TimeoutError")), ms, [], false);
    return signal;
  }
  static any(signals) {
    const signal = new AbortSignal(own);
    for (const one of signals) {
      if (one.aborted) abort(signal, one.reason);
      else one.addEventListener("abort", () => abort(signal, one.reason), { once: true });
    }
    return signal;
  }
}
Object.defineProperty(AbortSignal.prototype, Symbol.toStringTag, { value: "AbortSignal", configurable: true });
function abort(signal, reason) {
  const state = states.get(signal);
  if (state.aborted) return;
  Object.assign(state, { aborted: true, reason });
  signal.dispatchEvent(new Event("abort"));
}
class AbortController {
  constructor() {
    Object.defineProperty(this, "held", { value: new AbortSignal(own) });
  }
  get signal() { return this.held; }
  abort(reason = new DOMException("This operation was aborted", "AbortError")) { abort(this.held, reason); }
}
Object.defineProperty(AbortController.prototype, Symbol.toStringTag, { value: "AbortController", configurable: true });

module.exports = { DOMException, Event, EventTarget, AbortSignal, AbortController };
