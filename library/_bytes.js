// UTF-8 without a `TextEncoder`, which the language does not have.
exports.encode = function encode(text) {
  const bytes = [];
  for (const char of String(text)) {
    let code = char.codePointAt(0);
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
};

// Decodes as the WHATWG standard says: a maximal part of a broken sequence is one U+FFFD. `onFault` may throw instead.
exports.decode = function decode(bytes, onFault) {
  let text = "";
  let at = 0;
  const fault = () => {
    if (onFault) onFault();
    text += "\ufffd";
  };
  while (at < bytes.length) {
    const first = bytes[at];
    at += 1;
    if (first < 0x80) {
      text += String.fromCharCode(first);
      continue;
    }
    const more = first >= 0xc2 && first <= 0xdf ? 1 : first >= 0xe0 && first <= 0xef ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0;
    if (more === 0) {
      fault();
      continue;
    }
    let code = first & (0x3f >> more);
    let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    let seen = 0;
    while (seen < more && at < bytes.length && bytes[at] >= low && bytes[at] <= high) {
      code = (code << 6) | (bytes[at] & 0x3f);
      [low, high] = [0x80, 0xbf];
      at += 1;
      seen += 1;
    }
    if (seen < more) fault();
    else text += String.fromCodePoint(code);
  }
  return text;
};
