// Console text as Node's util.format and util.inspect write it, loaded when a script logs more than plain strings.
(function () {
  'use strict';
  const { ownKeys, getOwnPropertyDescriptor: descriptorOf, getPrototypeOf } = Reflect;
  const { Math, Map, Set, Date, Error, Promise, RegExp, Array, Object, JSON, String, Symbol, WeakMap, WeakSet, Number } = globalThis;
  const custom = Symbol.for('nodejs.util.inspect.custom');
  const isIdentifier = (key) => /^[A-Za-z_$][\w$]*$/.test(key);
  const quote = (text) => {
    const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') && !text.includes('${') ? '`' : "'";
    let out = mark;
    for (const char of text) {
      const code = char.codePointAt(0);
      if (char === mark && mark === "'") out += "\\'";
      else if (char === '\\') out += '\\\\';
      else if (char === '\n') out += '\\n';
      else if (char === '\t') out += '\\t';
      else if (char === '\r') out += '\\r';
      else if (char === '\b') out += '\\b';
      else if (char === '\f') out += '\\f';
      else if (char === '\v') out += '\\v';
      else if (code < 32 || code === 127) out += '\\x' + code.toString(16).toUpperCase().padStart(2, '0');
      else if (code >= 0xd800 && code <= 0xdfff) out += '\\u' + code.toString(16).toUpperCase();
      else out += char;
    }
    return out + mark;
  };
  const primitive = (value) => {
    if (typeof value === 'string') return quote(value);
    if (typeof value === 'bigint') return value + 'n';
    if (Object.is(value, -0)) return '-0';
    return String(value);
  };
  const constructorName = (value) => {
    for (let at = value; at; at = getPrototypeOf(at)) {
      const own = descriptorOf(at, 'constructor');
      if (own && typeof own.value === 'function' && own.value.name !== '') return own.value.name;
    }
    return null;
  };
  function functionName(value) {
    const base = /^class[\s{]/.test(Function.prototype.toString.call(value)) ? 'class' : constructorName(value) || 'Function';
    if (base === 'class') return '[class ' + (value.name || '(anonymous)') + ']';
    return '[' + base + (value.name ? ': ' + value.name : ' (anonymous)') + ']';
  }
  function inspect(value, depth, state) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return primitive(value);
    if (state.seen.includes(value)) {
      if (!state.circular.includes(value)) state.circular.push(value);
      return '[Circular *' + (state.circular.indexOf(value) + 1) + ']';
    }
    const own = value[custom];
    if (typeof own === 'function') {
      const shown = own.call(value, state.depth - depth, { ...state.options, depth: state.depth - depth, stylize: (text) => text }, format.show);
      if (shown !== value) return typeof shown === 'object' && shown !== null ? inspect(shown, depth, state) : String(shown);
    }
    const isArray = Array.isArray(value);
    const name = constructorName(value);
    let keys = ownKeys(value).filter((key) => descriptorOf(value, key) && descriptorOf(value, key).enumerable);
    let open = isArray ? '[' : '{';
    let close = isArray ? ']' : '}';
    let prefix = '';
    const items = [];
    if (isArray) {
      keys = keys.filter((key) => typeof key === 'symbol' || !/^(0|[1-9]\d*)$/.test(key));
      if (name !== 'Array') prefix = (name || '[Array: null prototype]') + '(' + value.length + ') ';
    } else if (typeof value === 'function') {
      prefix = functionName(value);
      if (keys.length === 0) return prefix;
      prefix += ' ';
    } else if (value instanceof Error) {
      const stack = typeof value.stack === 'string' && value.stack !== '' ? value.stack : '';
      const head = (value.name || 'Error') + (value.message ? ': ' + value.message : '');
      prefix = stack && !stack.startsWith(head) ? head + '\n' + stack.replace(/\n$/, '') : stack.replace(/\n$/, '') || '[' + head + ']';
      if (keys.length === 0) return prefix;
      prefix += ' ';
    } else if (value instanceof Date) {
      prefix = Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
      if (keys.length === 0) return prefix;
      prefix += ' ';
    } else if (value instanceof RegExp) {
      prefix = String(value);
      if (keys.length === 0) return prefix;
      prefix += ' ';
    } else if (value instanceof Promise) {
      prefix = 'Promise ';
    } else if (value instanceof Map || value instanceof Set) {
      prefix = (name || 'Map') + '(' + value.size + ') ';
    } else if (value instanceof WeakMap || value instanceof WeakSet) {
      return name + ' { <items unknown> }';
    } else if (name === null) {
      prefix = '[Object: null prototype] ';
    } else if (name !== 'Object') {
      prefix = name + ' ';
    }
    const tag = !isArray && typeof value !== 'function' && typeof value[Symbol.toStringTag] === 'string' ? value[Symbol.toStringTag] : '';
    if (tag && tag !== name && !(value instanceof Map) && !(value instanceof Set)) prefix = (prefix || 'Object ') + '[' + tag + '] ';
    if (depth > state.depth) return '[' + (isArray ? 'Array' : (name || 'Object: null prototype')) + ']';
    state.seen.push(value);
    state.deepest = depth;
    if (isArray) {
      let holes = 0;
      for (let i = 0; i < value.length && items.length < 100; i += 1) {
        if (!(i in value)) { holes += 1; continue; }
        if (holes) { items.push('<' + holes + ' empty item' + (holes > 1 ? 's' : '') + '>'); holes = 0; }
        items.push(inspect(value[i], depth + 1, state));
      }
      if (holes) items.push('<' + holes + ' empty item' + (holes > 1 ? 's' : '') + '>');
      if (value.length > 100) items.push('... ' + (value.length - 100) + ' more item' + (value.length > 101 ? 's' : ''));
    }
    if (value instanceof Map) for (const [key, held] of Map.prototype.entries.call(value)) items.push(inspect(key, depth + 1, state) + ' => ' + inspect(held, depth + 1, state));
    if (value instanceof Set) for (const held of Set.prototype.values.call(value)) items.push(inspect(held, depth + 1, state));
    for (const key of keys) {
      const own = descriptorOf(value, key);
      const label = typeof key === 'symbol' ? '[' + String(key) + ']' : isIdentifier(key) ? key : quote(key);
      const held = own.get ? (own.set ? '[Getter/Setter]' : '[Getter]') : own.set ? '[Setter]' : inspect(own.value, depth + 1, state);
      items.push(label + ': ' + held);
    }
    state.seen.pop();
    const reference = state.circular.includes(value) ? '<ref *' + (state.circular.indexOf(value) + 1) + '> ' : '';
    prefix = reference + prefix;
    if (items.length === 0) return prefix + open + close;
    return layout(items, prefix, open, close, depth, value, state);
  }
  // Node's reduceToSingleString and groupArrayElements (lib/internal/util/inspect.js): at most 80 characters and three
  // levels in one line, and more than six array items in columns.
  function layout(items, prefix, open, close, depth, value, state) {
    const lines = Array.isArray(value) && items.length > 6 ? columns(items, value, depth * 2) : items;
    if (lines === items && state.deepest - depth < (state.compact === undefined ? 3 : Number(state.compact))) {
      const start = items.length + depth * 2 + open.length + prefix.length + 10;
      const width = items.reduce((sum, item) => sum + item.length, items.length + start);
      if (width <= (state.breakLength || 80) && !prefix.includes('\n') && !items.some((item) => item.includes('\n'))) return prefix + open + ' ' + items.join(', ') + ' ' + close;
    }
    const indentation = '\n' + ' '.repeat(depth * 2);
    return prefix + open + indentation + '  ' + lines.join(',' + indentation + '  ') + indentation + close;
  }
  function columns(items, value, indentation) {
    const count = items.length - (value.length > 100 && items.length > 100 ? 1 : 0);
    const lengths = items.slice(0, count).map((item) => item.length);
    const total = lengths.reduce((sum, length) => sum + length + 2, 0);
    const longest = Math.max(...lengths);
    const widest = longest + 2;
    if (widest * 3 + indentation >= 80 || !(total / widest > 5 || longest <= 6)) return items;
    const biased = Math.max(widest - Math.sqrt(widest - total / items.length), 1);
    const perLine = Math.min(Math.round(Math.sqrt(2.5 * biased * count) / biased), Math.floor((80 - indentation) / widest), 12, 15);
    if (perLine <= 1) return items;
    const widths = [];
    for (let column = 0; column < perLine; column += 1) {
      let most = 0;
      for (let at = column; at < count; at += perLine) if (lengths[at] > most) most = lengths[at];
      widths.push(most + 2);
    }
    const right = value.every((item) => typeof item === 'number' || typeof item === 'bigint');
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
  const show = (value, depth = 2) => inspect(value, 0, { depth, deepest: 0, seen: [], circular: [], options: {} });
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
          case '%s': return typeof value === 'string' ? value : typeof value === 'object' && value !== null ? show(value, 0) : primitive(value);
          case '%d': return typeof value === 'bigint' ? value + 'n' : typeof value === 'symbol' ? 'NaN' : primitive(typeof value === 'object' ? NaN : Number(value));
          case '%i': return typeof value === 'bigint' ? value + 'n' : primitive(typeof value === 'symbol' || typeof value === 'object' ? NaN : parseInt(value, 10));
          case '%f': return primitive(typeof value === 'symbol' ? NaN : parseFloat(value));
          case '%j': try { return JSON.stringify(value); } catch { return '[Circular]'; }
          case '%c': return '';
          default: return show(value, 4);
        }
      });
    }
    for (; at < args.length; at += 1) out += (at === 0 ? '' : ' ') + (typeof args[at] === 'string' ? args[at] : show(args[at]));
    return out;
  };
  // `util.inspect`: of its options, those that change what is shown.
  format.show = (value, options) => {
    const { depth = 2, breakLength = 80, compact = 3 } = options || {};
    return inspect(value, 0, { depth: depth === null ? Infinity : depth, deepest: 0, seen: [], circular: [], breakLength, compact, options: options || {} });
  };
  return format;
})()
