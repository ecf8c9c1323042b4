// wasm-bindgen names each import by what it does and a hash of it, once in the module and once in its glue. Nothing but the
// two of them knows these names, so letters do: a few kilobytes less on the wire.

const IMPORTS = 2;

/** Unsigned LEB128 at an offset: the number, and where it ends. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at];
  }
}

function encoded(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value);
  return bytes;
}

/** Where an import's description ends: what it is, and its type. */
function pastDescription(bytes, at) {
  const limits = (from) => {
    const [flags, next] = number(bytes, from);
    const [, lower] = number(bytes, next);
    return flags & 1 ? number(bytes, lower)[1] : lower;
  };
  const kind = bytes[at++];
  if (kind === 0) return number(bytes, at)[1];
  if (kind === 1) return limits(at + 1);
  if (kind === 2) return limits(at);
  if (kind === 3) return at + 2;
  throw new Error(`an import of an unknown kind: ${kind}`);
}

const letters = (index) => {
  const letter = "abcdefghijklmnopqrstuvwxyz"[index % 26];
  return index < 26 ? letter : letters(Math.floor(index / 26) - 1) + letter;
};

/** The module and its glue, with short names between them. */
export function shortNames(module, glue) {
  const parts = [module.subarray(0, 8)];
  const given = new Map();
  for (let at = 8; at < module.length; ) {
    const [size, start] = number(module, at + 1);
    const end = start + size;
    if (module[at] !== IMPORTS) {
      parts.push(module.subarray(at, end));
      at = end;
      continue;
    }
    const [count, first] = number(module, start);
    const content = [...encoded(count)];
    let next = first;
    for (let index = 0; index < count; index += 1) {
      for (let part = 0; part < 2; part += 1) {
        const [length, from] = number(module, next);
        next = from + length;
        const name = module.subarray(from, next).toString();
        if (!given.has(name)) given.set(name, letters(given.size));
        const short = Buffer.from(given.get(name));
        content.push(...encoded(short.length), ...short);
      }
      const past = pastDescription(module, next);
      content.push(...module.subarray(next, past));
      next = past;
    }
    parts.push(Buffer.from([IMPORTS, ...encoded(content.length), ...content]));
    at = end;
  }
  let text = glue;
  for (const [name, short] of given) {
    const word = new RegExp(`(?<![\\w$])${name.replaceAll(/[.$/]/g, "\\$&")}(?![\\w$])`, "g");
    if (!word.test(text)) throw new Error(`the glue does not name the import ${name}`);
    text = text.replace(word, short);
  }
  return { module: Buffer.concat(parts), glue: text };
}
