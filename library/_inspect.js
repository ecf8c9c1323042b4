// Console text as Node's util.format and util.inspect write it (lib/internal/util/inspect.js), loaded when a script logs more
// than plain strings. The host says what the language hides: how a promise has ended, and where an error comes from.
const { host } = require('#prelude');

const { ownKeys, getOwnPropertyDescriptor: descriptorOf, getPrototypeOf } = Reflect;
const { Math, Map, Set, Date, Error, Promise, RegExp, Array, Object, JSON, String, Symbol, WeakMap, WeakSet, Number, Boolean, BigInt, ArrayBuffer, DataView, Uint8Array, Function } = globalThis;
const { hasOwnProperty, toString: tagText } = Object.prototype;
const { isArray } = Array;
const custom = Symbol.for('nodejs.util.inspect.custom');
const kindOf = (value) => tagText.call(value).slice(8, -1);
const own = (value, key) => hasOwnProperty.call(value, key);
const typedTag = descriptorOf(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const isTyped = (value) => typedTag.call(value) !== undefined;

const ESCAPES = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\', "'": "\\'" };
function quote(text) {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') && !text.includes('${') ? '`' : "'";
  let out = mark;
  for (const char of text) {
    const code = char.codePointAt(0);
    if (char === "'" ? mark === "'" : ESCAPES[char] !== undefined) out += ESCAPES[char];
    else if (char === '\v') out += '\\x0B';
    else if (code < 32 || (code > 126 && code < 160)) out += '\\x' + code.toString(16).toUpperCase().padStart(2, '0');
    else if (code >= 0xd800 && code <= 0xdfff) out += '\\u' + code.toString(16).toUpperCase();
    else out += char;
  }
  return out + mark;
}
const number = (value) => (Object.is(value, -0) ? '-0' : String(value));
function primitive(value, state) {
  if (typeof value === 'number') return number(value);
  if (typeof value === 'bigint') return value + 'n';
  if (typeof value !== 'string') return String(value);
  let rest = '';
  if (value.length > state.maxStringLength) {
    const more = value.length - state.maxStringLength;
    value = value.slice(0, state.maxStringLength);
    rest = '... ' + more + ' more character' + (more > 1 ? 's' : '');
  }
  if (state.compact !== true && value.length > 16 && value.length > state.breakLength - state.indent - 4) {
    const lines = value.match(/[^\n]*\n|[^\n]+/g);
    return lines.map(quote).join(' +\n' + ' '.repeat(state.indent + 2)) + rest;
  }
  return quote(value) + rest;
}

function constructorName(value) {
  for (let at = value; at; at = getPrototypeOf(at)) {
    const found = descriptorOf(at, 'constructor');
    if (found && typeof found.value === 'function' && found.value.name !== '') return String(found.value.name);
  }
  return null;
}
function prefixOf(constructor, tag, fallback, size = '') {
  const shown = tag !== '' && constructor !== tag ? '[' + tag + '] ' : '';
  return constructor === null ? '[' + fallback + size + ': null prototype] ' + (tag !== '' && fallback !== tag ? '[' + tag + '] ' : '') : constructor + size + ' ' + shown;
}
function functionBase(value, constructor, tag) {
  const text = Function.prototype.toString.call(value);
  if (/^class\b/.test(text) && text.endsWith('}')) {
    const parent = getPrototypeOf(value);
    const heir = parent && parent.name ? ' extends ' + parent.name : parent === null ? ' extends null' : '';
    return '[class ' + (own(value, 'name') && value.name !== '' ? value.name : '(anonymous)') + (constructor !== 'Function' && constructor !== null ? ' [' + constructor + ']' : '') + heir + ']';
  }
  const kind = kindOf(value);
  const type = /Function$/.test(kind) ? kind : 'Function';
  const name = typeof value.name === 'string' ? value.name : '';
  return '[' + type + (constructor === null ? ' (null prototype)' : '') + (name === '' ? ' (anonymous)' : ': ' + name) + ']' + (constructor !== type && constructor !== null ? ' ' + constructor : '') + (tag !== '' && constructor !== tag ? ' [' + tag + ']' : '');
}
// The first line that V8 keeps when an error is made, with the class in it as Node puts it there.
function errorBase(value, constructor, keys, state) {
  const name = value.name === undefined || value.name === null ? 'Error' : String(value.name);
  const parent = getPrototypeOf(value);
  const kept = parent && parent.name !== undefined ? String(parent.name) : 'Error';
  const message = typeof value.message === 'string' ? host.words(value.message) : '';
  const engine = typeof value.stack === 'string' ? host.frames(value.stack) : '';
  let head = message === '' ? kept : kept === '' ? message : kept + ': ' + message;
  if (typeof value.stack === 'string' && !/^\s*at |^$/.test(value.stack) && value.stack.includes('\n') === false && own(value, 'stack') && !engine) head = value.stack;
  for (const key of ['name', 'message', 'stack']) {
    const at = keys.indexOf(key);
    if (at >= 0 && (key === 'stack' || (key === 'message' && own(value, key)) || (typeof value[key] === 'string' && head.includes(value[key])))) keys.splice(at, 1);
  }
  for (const key of ['cause', 'errors']) if ((key === 'cause' ? own(value, key) : isArray(value[key])) && !keys.includes(key)) keys.push(key);
  if (constructor !== null && name.endsWith('Error') && head.startsWith(name) && constructor !== name) {
    head = (constructor.includes(name) ? constructor : constructor + ' [' + name + ']') + head.slice(name.length);
  }
  const frames = engine === '' ? '' : engine.split('\n').map((line) => '\n    ' + line).join('');
  const text = frames === '' ? '[' + head + ']' : head + frames;
  return state.indent === 0 ? text : text.replace(/\n/g, '\n' + ' '.repeat(state.indent));
}

function inspect(value, depth, state) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return primitive(value, state);
  const hook = state.customInspect ? value[custom] : undefined;
  if (typeof hook === 'function' && !(value.constructor && value.constructor.prototype === value)) {
    const left = state.depth === Infinity ? null : state.depth - depth;
    const shown = hook.call(value, left, { ...state.options, depth: left, breakLength: state.breakLength, compact: state.compact, stylize: (text) => String(text) }, format.show);
    if (shown !== value) return typeof shown === 'string' ? shown.replace(/\n/g, '\n' + ' '.repeat(state.indent)) : inspect(shown, depth, state);
  }
  if (state.seen.includes(value)) {
    if (!state.circular.includes(value)) state.circular.push(value);
    return '[Circular *' + (state.circular.indexOf(value) + 1) + ']';
  }
  const constructor = constructorName(value);
  let tag = value[Symbol.toStringTag];
  if (typeof tag !== 'string' || (own(value, Symbol.toStringTag) && descriptorOf(value, Symbol.toStringTag).enumerable)) tag = '';
  const isList = isArray(value);
  const isTypedArray = !isList && isTyped(value);
  let keys = ownKeys(value).filter((key) => { const found = descriptorOf(value, key); return found && (found.enumerable || (state.showHidden && typeof key === 'string')); });
  if (isList || isTypedArray) keys = keys.filter((key) => typeof key === 'symbol' || !/^(0|[1-9]\d*)$/.test(key));
  let [open, close] = ['{', '}'];
  let base = '';
  let items = () => [];
  if (isList) {
    open = (constructor !== 'Array' || tag !== '' ? prefixOf(constructor, tag, 'Array', '(' + value.length + ')') : '') + '[';
    close = ']';
    if (value.length === 0 && keys.length === 0) return open + close;
    items = () => elements(value, depth, state);
  } else if (value instanceof Set) {
    const held = [...Set.prototype.values.call(value)];
    open = prefixOf(constructor, tag, 'Set', '(' + held.length + ')') + '{';
    if (held.length === 0 && keys.length === 0) return open + close;
    items = () => limited(held, state, (one) => inspect(one, depth + 1, state));
  } else if (value instanceof Map) {
    const held = [...Map.prototype.entries.call(value)];
    open = prefixOf(constructor, tag, 'Map', '(' + held.length + ')') + '{';
    if (held.length === 0 && keys.length === 0) return open + close;
    items = () => limited(held, state, ([key, one]) => inspect(key, depth + 1, state) + ' => ' + inspect(one, depth + 1, state));
  } else if (isTypedArray) {
    open = prefixOf(constructor, tag, typedTag.call(value), '(' + value.length + ')') + '[';
    close = ']';
    if (value.length === 0 && keys.length === 0) return open + close;
    items = () => limited([...Uint8Array.prototype.values.call(value)], state, (one) => primitive(one, state));
  } else if (typeof value === 'function') {
    base = functionBase(value, constructor, tag);
    if (keys.length === 0) return base;
  } else if (kindOf(value) === 'Arguments') {
    open = '[Arguments] {';
  } else if (value instanceof RegExp) {
    base = (constructor === 'RegExp' && tag === '' ? '' : prefixOf(constructor, tag, 'RegExp')) + String(value);
    if (keys.length === 0 || depth > state.depth) return base;
  } else if (value instanceof Date) {
    base = (constructor === 'Date' && tag === '' ? '' : prefixOf(constructor, tag, 'Date')) + (Number.isNaN(Date.prototype.getTime.call(value)) ? 'Invalid Date' : Date.prototype.toISOString.call(value));
    if (keys.length === 0) return base;
  } else if (value instanceof Error) {
    base = errorBase(value, constructor, keys, state);
    if (keys.length === 0) return base;
  } else if (value instanceof ArrayBuffer) {
    open = prefixOf(constructor, tag, 'ArrayBuffer') + '{';
    items = () => {
      const bytes = new Uint8Array(value);
      const shown = [...bytes.slice(0, 50)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
      const more = bytes.length - 50;
      return ['[Uint8Contents]: <' + shown + (more > 0 ? ' ... ' + more + ' more byte' + (more > 1 ? 's' : '') : '') + '>', 'byteLength: ' + value.byteLength];
    };
  } else if (value instanceof DataView) {
    open = prefixOf(constructor, tag, 'DataView') + '{';
    items = () => ['byteLength: ' + value.byteLength, 'byteOffset: ' + value.byteOffset, 'buffer: ' + inspect(value.buffer, depth + 1, state)];
  } else if (value instanceof Promise) {
    open = prefixOf(constructor, tag, 'Promise') + '{';
    items = () => {
      const [ended, result] = host.settled(value);
      return [ended === 'pending' ? '<pending>' : (ended === 'rejected' ? '<rejected> ' : '') + inspect(result, depth + 1, state)];
    };
  } else if (value instanceof WeakSet || value instanceof WeakMap) {
    open = prefixOf(constructor, tag, value instanceof WeakSet ? 'WeakSet' : 'WeakMap') + '{';
    items = () => ['<items unknown>'];
  } else if (value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof Symbol || value instanceof BigInt) {
    const kind = value instanceof Number ? 'Number' : value instanceof String ? 'String' : value instanceof Boolean ? 'Boolean' : value instanceof Symbol ? 'Symbol' : 'BigInt';
    if (kind === 'String') keys = keys.filter((key) => typeof key === 'symbol' || !/^(0|[1-9]\d*)$/.test(key));
    base = '[' + kind + (kind === constructor ? '' : constructor === null ? ' (null prototype)' : ' (' + constructor + ')') + ': ' + primitive(value.valueOf(), { ...state, breakLength: Infinity }) + ']' + (tag !== '' && tag !== constructor ? ' [' + tag + ']' : '');
    if (keys.length === 0) return base;
  } else {
    if (constructor !== 'Object' || tag !== '') open = prefixOf(constructor, tag, 'Object') + '{';
    if (keys.length === 0) return open + close;
  }
  if (depth > state.depth) return '[' + prefixOf(constructor, tag, 'Object').slice(0, -1) + ']';
  state.seen.push(value);
  state.deepest = depth;
  state.indent += 2;
  const shown = items();
  for (const key of keys) shown.push(property(value, key, depth, state));
  if (state.sorted && !isList) shown.sort(typeof state.sorted === 'function' ? state.sorted : undefined);
  state.indent -= 2;
  state.seen.pop();
  const at = state.circular.indexOf(value);
  if (at >= 0) base = '<ref *' + (at + 1) + '>' + (base === '' ? '' : ' ' + base);
  return layout(shown, base, open, close, depth, isList || isTypedArray ? value : null, state);
}
function property(value, key, depth, state) {
  const found = descriptorOf(value, key) || { value: value[key], enumerable: true };
  const held = found.get ? (found.set ? '[Getter/Setter]' : '[Getter]') : found.set ? '[Setter]' : inspect(found.value, depth + 1, state);
  if (typeof key === 'symbol') return '[' + String(key) + ']: ' + held;
  if (key === '__proto__') return "['__proto__']: " + held;
  if (!found.enumerable) return '[' + key + ']: ' + held;
  return (/^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quote(key)) + ': ' + held;
}
function limited(held, state, show) {
  const shown = held.slice(0, state.maxArrayLength).map(show);
  const more = held.length - shown.length;
  if (more > 0) shown.push('... ' + more + ' more item' + (more > 1 ? 's' : ''));
  return shown;
}
function elements(value, depth, state) {
  const shown = [];
  let at = 0;
  for (; at < value.length && shown.length < state.maxArrayLength; at += 1) {
    if (own(value, at)) {
      shown.push(property(value, String(at), depth, state).replace(/^'?\d+'?: /, ''));
      continue;
    }
    const from = at;
    while (at + 1 < value.length && !own(value, at + 1)) at += 1;
    const holes = at - from + 1;
    shown.push('<' + holes + ' empty item' + (holes > 1 ? 's' : '') + '>');
  }
  const more = value.length - at;
  if (more > 0) shown.push('... ' + more + ' more item' + (more > 1 ? 's' : ''));
  return shown;
}
// Node's reduceToSingleString and groupArrayElements: at most so many characters and levels in one line, and more than six
// elements in columns.
function layout(items, base, open, close, depth, list, state) {
  const before = base === '' ? '' : base + ' ';
  if (state.compact !== true) {
    const entries = items.length;
    const lines = list !== null && entries > 6 && state.compact >= 1 ? columns(items, list, state) : items;
    if (state.deepest - depth < Number(state.compact) && lines.length === entries) {
      const start = items.length + state.indent + open.length + base.length + 10;
      let width = items.length + start;
      for (const item of items) width += item.length;
      const joined = items.join(', ');
      if (width <= state.breakLength && !base.includes('\n') && !joined.includes('\n')) return before + open + ' ' + joined + ' ' + close;
    }
    const indentation = '\n' + ' '.repeat(state.indent);
    return before + open + indentation + '  ' + lines.join(',' + indentation + '  ') + indentation + close;
  }
  return before + open + ' ' + items.join(', ') + ' ' + close;
}
function columns(items, list, state) {
  const count = items.length - (list.length > state.maxArrayLength ? 1 : 0);
  const lengths = items.slice(0, count).map((item) => item.length);
  const total = lengths.reduce((sum, length) => sum + length + 2, 0);
  const longest = Math.max(...lengths);
  const widest = longest + 2;
  if (widest * 3 + state.indent >= state.breakLength || !(total / widest > 5 || longest <= 6)) return items;
  const biased = Math.max(widest - 3 - Math.sqrt(widest - total / items.length), 1);
  const perLine = Math.min(Math.round(Math.sqrt(2.5 * biased * count) / biased), Math.floor((state.breakLength - state.indent) / widest), state.compact * 4, 15);
  if (perLine <= 1) return items;
  const widths = [];
  for (let column = 0; column < perLine; column += 1) {
    let most = 0;
    for (let at = column; at < count; at += perLine) if (lengths[at] > most) most = lengths[at];
    widths.push(most + 2);
  }
  let right = true;
  for (let at = 0; at < items.length && right; at += 1) right = typeof list[at] === 'number' || typeof list[at] === 'bigint';
  const lines = [];
  for (let at = 0; at < count; at += perLine) {
    const end = Math.min(at + perLine, count);
    let line = '';
    for (let i = at; i < end - 1; i += 1) line += right ? (items[i] + ', ').padStart(widths[i - at]) : (items[i] + ', ').padEnd(widths[i - at]);
    line += right ? items[end - 1].padStart(widths[end - 1 - at] - 2) : items[end - 1];
    lines.push(line);
  }
  return items.length > count ? [...lines, items[count]] : lines;
}

const stateOf = (options) => {
  const { depth = 2, breakLength = 80, compact = 3, maxArrayLength = 100, maxStringLength = 10000, sorted = false, showHidden = false, customInspect = true } = options;
  const most = (limit) => (limit === null ? Infinity : limit);
  return { options, depth: most(depth), breakLength, compact: compact === false ? 0 : compact, maxArrayLength: most(maxArrayLength), maxStringLength: most(maxStringLength), sorted, showHidden, customInspect, deepest: 0, indent: 0, seen: [], circular: [] };
};
// Whether the text of a value is the language's own, so that it says less than what the value holds.
function hasPlainText(value) {
  if (typeof value[Symbol.toPrimitive] === 'function' && !(value instanceof Date)) return false;
  let at = value;
  while (at !== null && !own(at, 'toString')) at = getPrototypeOf(at);
  if (at === null) return true;
  if (at === value) return false;
  const found = descriptorOf(at, 'constructor');
  return found !== undefined && typeof found.value === 'function' && globalThis[found.value.name] === found.value;
}
const format = function format(args) {
  let out = '';
  let at = 0;
  if (typeof args[0] === 'string') {
    at = 1;
    if (args.length === 1) return args[0];
    out = args[0].replace(/%[sdifjoOc%]/g, (directive) => {
      if (directive === '%%') return '%';
      if (at >= args.length) return directive;
      const value = args[at];
      at += 1;
      switch (directive) {
        case '%s': return typeof value === 'number' ? number(value) : typeof value === 'bigint' ? value + 'n' : typeof value !== 'object' || value === null || !hasPlainText(value) ? String(value) : format.show(value, { depth: 0 });
        case '%d': return typeof value === 'bigint' ? value + 'n' : typeof value === 'symbol' ? 'NaN' : number(Number(value));
        case '%i': return typeof value === 'bigint' ? value + 'n' : typeof value === 'symbol' ? 'NaN' : number(parseInt(value, 10));
        case '%f': return typeof value === 'symbol' ? 'NaN' : number(parseFloat(value));
        case '%j': try { return String(JSON.stringify(value)); } catch { return '[Circular]'; }
        case '%c': return '';
        case '%o': return format.show(value, { depth: 4, showHidden: true });
        default: return format.show(value);
      }
    });
  }
  for (; at < args.length; at += 1) out += (at === 0 ? '' : ' ') + (typeof args[at] === 'string' ? args[at] : format.show(args[at]));
  return out;
};
// `util.inspect`: of its options, those that change what is shown.
format.show = (value, options) => inspect(value, 0, stateOf(options || {}));
module.exports = format;
