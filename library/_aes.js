// AES in the modes of Node's ciphers, block by block, over the published cipher.
const { gcm, unsafe } = require("@noble/ciphers/aes");
const { Buffer } = require("buffer");

const BLOCK = 16;
const IV_BYTES = { cbc: 16, ctr: 16, gcm: 12, ecb: 0 };

function describe(name) {
  const found = /^(?:id-)?aes-?(128|192|256)(?:-(cbc|ctr|gcm|ecb))?$/i.exec(String(name));
  return found && { bytes: Number(found[1]) / 8, mode: (found[2] || "cbc").toLowerCase() };
}
const xor = (block, other) => {
  for (let at = 0; at < block.length; at += 1) block[at] ^= other[at];
  return block;
};
const opened = (message, code, more) => Object.assign(new Error(message), { code, ...more });
const wrongFinal = () => opened("error:1C80006B:Provider routines::wrong final block length", "ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH", { library: "Provider routines", reason: "wrong final block length" });
const badDecrypt = () => opened("error:1C800064:Provider routines::bad decrypt", "ERR_OSSL_BAD_DECRYPT", { library: "Provider routines", reason: "bad decrypt" });

class Cipher {
  constructor(mode, key, iv, decrypts) {
    const words = (input, work) => {
      const block = new Uint32Array(4);
      const bytes = new Uint8Array(block.buffer);
      bytes.set(input);
      work(block);
      return bytes;
    };
    const expanded = unsafe.expandKeyLE(key);
    const inverted = decrypts && mode !== "ctr" && mode !== "gcm" ? unsafe.expandKeyDecLE(key) : null;
    const block = {
      encrypt: (input) => words(input, (four) => unsafe.encryptBlock(expanded, new Uint8Array(four.buffer))),
      decrypt: (input) => words(input, (four) => unsafe.decryptBlock(inverted, new Uint8Array(four.buffer))),
    };
    Object.assign(this, { mode, decrypts, key, iv, block, last: Buffer.from(iv), rest: Buffer.alloc(0), padding: true, whole: [], aad: [], stream: Buffer.alloc(0), tag: null, done: false });
    if (mode === "gcm") this.last = Buffer.concat([iv, Buffer.from([0, 0, 0, 2])]);
  }
  update(bytes) {
    if (this.mode === "ctr" || this.mode === "gcm") return this.flow(bytes);
    const all = Buffer.concat([this.rest, bytes]);
    // Where there is padding, the last block is known as such only in the end.
    const held = this.decrypts && this.padding && all.length % BLOCK === 0 ? Math.min(BLOCK, all.length) : all.length % BLOCK;
    this.rest = all.subarray(all.length - held);
    return this.blocks(all.subarray(0, all.length - held));
  }
  blocks(bytes) {
    const out = [];
    for (let at = 0; at < bytes.length; at += BLOCK) {
      const input = Buffer.from(bytes.subarray(at, at + BLOCK));
      if (this.decrypts) {
        const plain = Buffer.from(this.block.decrypt(input));
        out.push(this.mode === "cbc" ? xor(plain, this.last) : plain);
        this.last = input;
      } else {
        this.last = Buffer.from(this.block.encrypt(this.mode === "cbc" ? xor(input, this.last) : input));
        out.push(this.last);
      }
    }
    return Buffer.concat(out);
  }
  flow(bytes) {
    this.whole.push(Buffer.from(bytes));
    while (this.stream.length < bytes.length) {
      this.stream = Buffer.concat([this.stream, Buffer.from(this.block.encrypt(Uint8Array.from(this.last)))]);
      for (let at = BLOCK - 1; at >= (this.mode === "gcm" ? 12 : 0); at -= 1) {
        this.last[at] = (this.last[at] + 1) & 255;
        if (this.last[at] !== 0) break;
      }
    }
    const out = xor(Buffer.from(bytes), this.stream);
    this.stream = this.stream.subarray(bytes.length);
    return out;
  }
  final() {
    if (this.mode === "ctr") return Buffer.alloc(0);
    if (this.mode === "gcm") {
      const cipher = gcm(Uint8Array.from(this.key), Uint8Array.from(this.iv), Uint8Array.from(Buffer.concat(this.aad)));
      const all = Uint8Array.from(Buffer.concat(this.whole));
      if (!this.decrypts) {
        this.tag = Buffer.from(cipher.encrypt(all).slice(-16));
        return Buffer.alloc(0);
      }
      try {
        cipher.decrypt(Uint8Array.from(Buffer.concat([all, this.tag || Buffer.alloc(16)])));
      } catch {
        throw new Error("Unsupported state or unable to authenticate data");
      }
      return Buffer.alloc(0);
    }
    if (!this.decrypts) {
      if (!this.padding) {
        if (this.rest.length) throw wrongFinal();
        return Buffer.alloc(0);
      }
      const missing = BLOCK - this.rest.length;
      return this.blocks(Buffer.concat([this.rest, Buffer.alloc(missing, missing)]));
    }
    if (!this.padding) {
      if (this.rest.length) throw wrongFinal();
      return Buffer.alloc(0);
    }
    if (this.rest.length !== BLOCK) throw wrongFinal();
    const plain = this.blocks(this.rest);
    const count = plain[BLOCK - 1];
    if (count < 1 || count > BLOCK || !plain.subarray(BLOCK - count).every((byte) => byte === count)) throw badDecrypt();
    return plain.subarray(0, BLOCK - count);
  }
}

module.exports = { describe, Cipher, IV_BYTES };
