// The web's crypto over Node's: digests, HMAC, RSA signatures, AES, PBKDF2.
const crypto = require("crypto");
const { DOMException } = require("#events");
const { Buffer } = require("buffer");

const nameOf = (algorithm) => String(typeof algorithm === "string" ? algorithm : algorithm && algorithm.name).toUpperCase();
const hashName = (hash) => {
  const name = nameOf(hash);
  if (!["SHA-1", "SHA-256", "SHA-384", "SHA-512"].includes(name)) throw unsupported();
  return name.replace("-", "").toLowerCase();
};
const unsupported = () => new DOMException("Unrecognized algorithm name", "NotSupportedError");
const bytes = (data) => {
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  throw Object.assign(new TypeError("Failed to execute 'subtle' method: the data is no BufferSource"), { code: "ERR_INVALID_ARG_TYPE" });
};
const out = (buffer) => Uint8Array.from(buffer).buffer;

class CryptoKey {
  constructor(type, extractable, algorithm, usages, key) {
    Object.assign(this, { type, extractable, algorithm, usages });
    Object.defineProperty(this, "key", { value: key });
  }
}
Object.defineProperty(CryptoKey.prototype, Symbol.toStringTag, { value: "CryptoKey", configurable: true });

const allowed = (key, usage) => {
  if (!key.usages.includes(usage)) throw new DOMException(`Unable to use this key to ${usage}`, "InvalidAccessError");
};
const algorithmOf = (algorithm, key) => {
  const name = nameOf(algorithm);
  if (name === "HMAC") return { name, hash: { name: nameOf(algorithm.hash) }, length: key.length * 8 };
  if (name.startsWith("RSA")) return { name: name === "RSASSA-PKCS1-V1_5" ? "RSASSA-PKCS1-v1_5" : name, hash: { name: nameOf(algorithm.hash) } };
  return { name, length: key.length * 8 };
};
const subtle = {
  digest: async (algorithm, data) => out(crypto.createHash(hashName(algorithm)).update(bytes(data)).digest()),
  async importKey(format, data, algorithm, extractable, usages) {
    const name = nameOf(algorithm);
    if (name.startsWith("RSA")) {
      const key = format === "jwk" ? (data.d ? crypto.createPrivateKey : crypto.createPublicKey)({ key: data, format: "jwk" })
        : format === "pkcs8" ? crypto.createPrivateKey({ key: bytes(data), format: "der", type: "pkcs8" }) : crypto.createPublicKey({ key: bytes(data), format: "der", type: "spki" });
      return new CryptoKey(key.type, extractable, algorithmOf(algorithm, key), [...usages], key);
    }
    if (!["HMAC", "AES-CBC", "AES-GCM", "AES-CTR", "PBKDF2", "HKDF"].includes(name)) throw unsupported();
    const secret = format === "jwk" ? Buffer.from(data.k, "base64url") : Buffer.from(bytes(data));
    return new CryptoKey("secret", extractable, algorithmOf(algorithm, secret), [...usages], secret);
  },
  async exportKey(format, key) {
    if (!key.extractable) throw new DOMException("key is not extractable", "InvalidAccessException");
    if (key.type === "secret") return format === "jwk" ? { kty: "oct", k: key.key.toString("base64url"), ext: true, key_ops: key.usages } : out(key.key);
    return format === "jwk" ? key.key.export({ format: "jwk" }) : out(key.key.export({ format: "der", type: format }));
  },
  async generateKey(algorithm, extractable, usages) {
    const name = nameOf(algorithm);
    if (name !== "HMAC" && !name.startsWith("AES")) throw unsupported();
    const length = algorithm.length || 512;
    const secret = crypto.randomBytes(length / 8);
    return new CryptoKey("secret", extractable, algorithmOf(algorithm, secret), [...usages], secret);
  },
  async sign(algorithm, key, data) {
    allowed(key, "sign");
    const hash = hashName(key.algorithm.hash);
    if (nameOf(algorithm) === "HMAC") return out(crypto.createHmac(hash, key.key).update(bytes(data)).digest());
    const pss = nameOf(algorithm) === "RSA-PSS";
    return out(crypto.sign(hash, bytes(data), pss ? { key: key.key, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength } : key.key));
  },
  async verify(algorithm, key, signature, data) {
    allowed(key, "verify");
    const hash = hashName(key.algorithm.hash);
    if (nameOf(algorithm) === "HMAC") return crypto.createHmac(hash, key.key).update(bytes(data)).digest().equals(bytes(signature));
    const pss = nameOf(algorithm) === "RSA-PSS";
    return crypto.verify(hash, bytes(data), pss ? { key: key.key, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength } : key.key, bytes(signature));
  },
  async encrypt(algorithm, key, data) {
    allowed(key, "encrypt");
    const mode = nameOf(algorithm).slice(4).toLowerCase();
    const cipher = crypto.createCipheriv(`aes-${key.key.length * 8}-${mode}`, key.key, bytes(algorithm.iv || algorithm.counter));
    if (algorithm.additionalData) cipher.setAAD(bytes(algorithm.additionalData));
    const parts = [cipher.update(bytes(data)), cipher.final()];
    return out(Buffer.concat(mode === "gcm" ? [...parts, cipher.getAuthTag()] : parts));
  },
  async decrypt(algorithm, key, data) {
    allowed(key, "decrypt");
    const mode = nameOf(algorithm).slice(4).toLowerCase();
    const cipher = crypto.createDecipheriv(`aes-${key.key.length * 8}-${mode}`, key.key, bytes(algorithm.iv || algorithm.counter));
    if (algorithm.additionalData) cipher.setAAD(bytes(algorithm.additionalData));
    let input = bytes(data);
    if (mode === "gcm") {
      cipher.setAuthTag(input.subarray(input.length - 16));
      input = input.subarray(0, input.length - 16);
    }
    try {
      return out(Buffer.concat([cipher.update(input), cipher.final()]));
    } catch {
      throw new DOMException("The operation failed for an operation-specific reason", "OperationError");
    }
  },
  async deriveBits(algorithm, key, length) {
    if (nameOf(algorithm) === "PBKDF2") return out(crypto.pbkdf2Sync(key.key, bytes(algorithm.salt), algorithm.iterations, length / 8, hashName(algorithm.hash)));
    if (nameOf(algorithm) === "HKDF") return crypto.hkdfSync(hashName(algorithm.hash), key.key, bytes(algorithm.salt), bytes(algorithm.info), length / 8);
    throw unsupported();
  },
  async deriveKey(algorithm, key, derived, extractable, usages) {
    return subtle.importKey("raw", await subtle.deriveBits(algorithm, key, derived.length || 512), derived, extractable, usages);
  },
};

class Crypto {
  get subtle() { return subtle; }
  getRandomValues(array) {
    if (array.byteLength > 65536) throw new DOMException(`The requested length exceeds 65,536 bytes`, "QuotaExceededError");
    return crypto.getRandomValues(array);
  }
  randomUUID() { return crypto.randomUUID(); }
}
Object.defineProperty(Crypto.prototype, Symbol.toStringTag, { value: "Crypto", configurable: true });

module.exports = Object.assign(new Crypto(), {});
Object.defineProperty(module.exports, "CryptoKey", { value: CryptoKey });
