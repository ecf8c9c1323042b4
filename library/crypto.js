// Node's crypto. What is random comes from the dice of the simulation, so that equal scenarios give equal reports.
const { random, schedule, host } = require("#prelude");
const { Buffer } = require("buffer");
const { hashes, hmac, pbkdf2, scrypt, hkdf } = require("#hashes");

const coded = (Kind, code, message) => Object.assign(new Kind(message), { code });
const received = (value) => (value === undefined || value === null ? String(value) : typeof value === "function" ? `function ${value.name}` : typeof value === "object" ? `an instance of ${(value.constructor && value.constructor.name) || "Object"}` : `type ${typeof value} (${typeof value === "string" ? `'${value.length > 28 ? `${value.slice(0, 25)}...` : value}'` : typeof value === "bigint" ? `${value}n` : String(value)})`);
const wrong = (name, expected, value) => coded(TypeError, "ERR_INVALID_ARG_TYPE", `The "${name}" argument must be ${expected}. Received ${received(value)}`);
const BYTES = "of type string or an instance of Buffer, TypedArray, or DataView";

const bytesOf = (name, value, encoding) => {
  if (typeof value === "string") return Buffer.from(value, encoding === "buffer" ? "utf8" : encoding);
  if (value instanceof KeyObject) return value.held.secret;
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw wrong(name, BYTES, value);
};
const shown = (bytes, encoding) => {
  const buffer = Buffer.from(bytes);
  return encoding === undefined || encoding === null || encoding === "buffer" ? buffer : buffer.toString(encoding);
};
const normal = (name) => String(name).toLowerCase().replace(/^rsa-/, "").replace(/^(sha)-(\d)/, "$1$2").replace("/", "-");
const hashOf = (name) => {
  const key = normal(name);
  return Object.prototype.hasOwnProperty.call(hashes, key) ? hashes[key] : null;
};

class Hash {
  constructor(algorithm, state) {
    if (typeof algorithm !== "string") throw wrong("algorithm", "of type string", algorithm);
    const hash = hashOf(algorithm);
    if (!hash) throw coded(Error, undefined, "Digest method not supported");
    Object.defineProperty(this, "state", { value: { algorithm, hash: state || hash.create(), done: false } });
  }
  update(data, encoding) {
    if (this.state.done) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.state.hash.update(bytesOf("data", data, encoding));
    return this;
  }
  digest(encoding) {
    if (this.state.done) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.state.done = true;
    return shown(this.state.hash.digest(), encoding);
  }
  copy() {
    if (this.state.done) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    return new Hash(this.state.algorithm, this.state.hash.clone());
  }
}
class Hmac {
  constructor(algorithm, key) {
    if (typeof algorithm !== "string") throw wrong("hmac", "of type string", algorithm);
    if (typeof key !== "string" && !(key instanceof KeyObject) && !(key instanceof ArrayBuffer) && !ArrayBuffer.isView(key)) {
      throw wrong("key", "of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey", key);
    }
    const hash = hashOf(algorithm);
    if (!hash) throw coded(TypeError, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${algorithm}`);
    Object.defineProperty(this, "state", { value: { hash: hmac.create(hash, bytesOf("key", key)), done: false } });
  }
  update(data, encoding) {
    if (this.state.done) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.state.hash.update(bytesOf("data", data, encoding));
    return this;
  }
  digest(encoding) {
    if (this.state.done) return shown([], encoding);
    this.state.done = true;
    return shown(this.state.hash.digest(), encoding);
  }
}

// What is random.
const roll = (bytes) => {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.floor(random() * 256);
  return bytes;
};
const later = (done, ...values) => { schedule(() => done(...values), 0, [], false); };
function randomBytes(size, done) {
  if (typeof size !== "number") throw wrong("size", "of type number", size);
  if (!(size >= 0 && size <= 2147483647)) throw coded(RangeError, "ERR_OUT_OF_RANGE", `The value of "size" is out of range. It must be >= 0 && <= 2147483647. Received ${size}`);
  const bytes = roll(Buffer.alloc(size));
  if (done === undefined) return bytes;
  later(done, null, bytes);
  return undefined;
}
function randomUUID() {
  const bytes = roll(Buffer.alloc(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
function randomInt(low, high, done) {
  if (high === undefined || typeof high === "function") [low, high, done] = [0, low, high];
  if (!Number.isSafeInteger(low)) throw wrong("min", "a safe integer", low);
  if (!Number.isSafeInteger(high)) throw wrong("max", "a safe integer", high);
  if (high <= low) throw coded(RangeError, "ERR_OUT_OF_RANGE", `The value of "max" is out of range. It must be greater than the value of "min" (${low}). Received ${high}`);
  const value = low + Math.floor(random() * (high - low));
  if (!done) return value;
  later(done, null, value);
  return undefined;
}
const views = (array) => {
  if (!ArrayBuffer.isView(array)) throw wrong("array", "an instance of TypedArray", array);
  roll(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return array;
};

function timingSafeEqual(a, b) {
  const [left, right] = [a, b].map((value, at) => {
    if (!ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)) throw coded(TypeError, "ERR_INVALID_ARG_TYPE", `The "buf${at + 1}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
    return bytesOf("buf", value);
  });
  if (left.length !== right.length) throw coded(RangeError, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  return left.equals(right);
}

// Keys.
class KeyObject {
  constructor(type, held) {
    Object.defineProperty(this, "type", { value: type, enumerable: true });
    Object.defineProperty(this, "held", { value: held });
  }
  get asymmetricKeyType() { return this.held.rsa ? "rsa" : undefined; }
  get asymmetricKeyDetails() { return this.held.rsa ? { modulusLength: require("#rsa").bits(this.held.rsa), publicExponent: this.held.rsa.e } : undefined; }
  get symmetricKeySize() { return this.held.secret ? this.held.secret.length : undefined; }
  equals(other) { return other instanceof KeyObject && other.type === this.type && (this.held.secret ? this.held.secret.equals(other.held.secret) : this.held.rsa.n === other.held.rsa.n); }
  export({ type, format = "pem" } = {}) {
    if (this.held.secret) return format === "jwk" ? { kty: "oct", k: this.held.secret.toString("base64url") } : Buffer.from(this.held.secret);
    const rsa = require("#rsa");
    const key = this.held.rsa;
    if (format === "jwk") return rsa.writeJwk(key);
    const [label, bytes] = this.type === "public" ? (type === "pkcs1" ? ["RSA PUBLIC KEY", rsa.publicDer(key)] : ["PUBLIC KEY", rsa.spki(key)]) : type === "pkcs1" ? ["RSA PRIVATE KEY", rsa.pkcs1(key)] : ["PRIVATE KEY", rsa.pkcs8(key)];
    return format === "der" ? bytes : rsa.pem(label, bytes);
  }
}
const ASYMMETRIC = "of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey";
function rsaKey(input, wanted) {
  const rsa = require("#rsa");
  let key = input;
  let options = {};
  if (typeof input === "object" && input !== null && !(input instanceof KeyObject) && !ArrayBuffer.isView(input) && !(input instanceof ArrayBuffer)) {
    if (!("key" in input)) throw wrong("key", ASYMMETRIC, input);
    options = input;
    key = input.key;
  }
  if (key instanceof KeyObject) {
    if (!key.held.rsa) throw coded(TypeError, "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", `Invalid key object type ${key.type}, expected ${wanted}.`);
    return [key.held.rsa, options];
  }
  if (options.format === "jwk") return [rsa.readJwk(key), options];
  if (options.format === "der") return [wanted === "private" ? rsa.readPrivate(bytesOf("key", key)) : rsa.readPublic(bytesOf("key", key)), options];
  if (typeof key !== "string" && !ArrayBuffer.isView(key) && !(key instanceof ArrayBuffer)) throw wrong("key", ASYMMETRIC, key);
  const found = rsa.readPem(bytesOf("key", key).toString());
  if (wanted === "private" && found.type !== "private") throw Object.assign(new Error("error:1E08010C:DECODER routines::unsupported"), { code: "ERR_OSSL_UNSUPPORTED" });
  return [found, options];
}
const createSecretKey = (key, encoding) => new KeyObject("secret", { secret: Buffer.from(bytesOf("key", key, encoding)) });
const createPrivateKey = (input) => new KeyObject("private", { rsa: rsaKey(input, "private")[0] });
const createPublicKey = (input) => {
  const [{ n, e }] = rsaKey(input, "public");
  return new KeyObject("public", { rsa: { type: "public", n, e } });
};

// Signatures.
const constants = { RSA_PKCS1_PADDING: 1, RSA_NO_PADDING: 3, RSA_PKCS1_OAEP_PADDING: 4, RSA_PKCS1_PSS_PADDING: 6, RSA_PSS_SALTLEN_DIGEST: -1, RSA_PSS_SALTLEN_MAX_SIGN: -2, RSA_PSS_SALTLEN_AUTO: -2 };
const digestName = (algorithm) => {
  const name = normal(algorithm).replace(/withrsaencryption$/, "");
  if (!hashOf(name)) throw coded(TypeError, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${algorithm}`);
  return name;
};
function signed(algorithm, data, input) {
  const rsa = require("#rsa");
  const name = digestName(algorithm);
  const [key, options] = rsaKey(input, "private");
  const digest = Buffer.from(hashes[name](data));
  if (options.padding !== constants.RSA_PKCS1_PSS_PADDING) return rsa.sign(key, name, digest);
  const length = options.saltLength === undefined || options.saltLength === -2 ? rsa.size(key) - digest.length - 2 : options.saltLength === -1 ? digest.length : options.saltLength;
  return rsa.signPss(key, hashes[name], digest, roll(Buffer.alloc(length)));
}
function verified(algorithm, data, input, signature) {
  const rsa = require("#rsa");
  const name = digestName(algorithm);
  const [key, options] = rsaKey(input, "public");
  const digest = Buffer.from(hashes[name](data));
  if (options.padding !== constants.RSA_PKCS1_PSS_PADDING) return rsa.verify(key, name, digest, signature);
  return rsa.verifyPss(key, hashes[name], digest, signature, options.saltLength === undefined || options.saltLength === -2 ? undefined : options.saltLength === -1 ? digest.length : options.saltLength);
}
class Signing {
  constructor(algorithm) {
    if (typeof algorithm !== "string") throw wrong("algorithm", "of type string", algorithm);
    digestName(algorithm);
    Object.defineProperty(this, "parts", { value: { algorithm, list: [] } });
  }
  update(data, encoding) {
    this.parts.list.push(Buffer.from(bytesOf("data", data, encoding)));
    return this;
  }
  write(data, encoding) { this.update(data, encoding); return true; }
  end(data, encoding) { if (data !== undefined) this.update(data, encoding); return this; }
}
class Sign extends Signing {
  sign(key, encoding) { return shown(signed(this.parts.algorithm, Buffer.concat(this.parts.list), key), encoding); }
}
class Verify extends Signing {
  verify(key, signature, encoding) { return verified(this.parts.algorithm, Buffer.concat(this.parts.list), key, bytesOf("signature", signature, encoding)); }
}

// Encryption with RSA (RFC 8017, section 7).
function oaepBlock(data, length, name) {
  const { mask, xor } = require("#rsa");
  const hash = hashes[name];
  const empty = Buffer.from(hash(new Uint8Array(0)));
  if (data.length > length - 2 * empty.length - 2) throw Object.assign(new Error("error:0200006E:rsa routines::data too large for key size"), { code: "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE" });
  const block = Buffer.concat([empty, Buffer.alloc(length - data.length - 2 * empty.length - 2), Buffer.from([1]), data]);
  const seed = roll(Buffer.alloc(empty.length));
  const masked = xor(block, mask(hash, seed, block.length));
  return Buffer.concat([Buffer.from([0]), xor(seed, mask(hash, masked, seed.length)), masked]);
}
const oaepFault = () => Object.assign(new Error("error:02000079:rsa routines::oaep decoding error"), { code: "ERR_OSSL_RSA_OAEP_DECODING_ERROR" });
function oaepOpen(block, name) {
  const { mask, xor } = require("#rsa");
  const hash = hashes[name];
  const empty = Buffer.from(hash(new Uint8Array(0)));
  const masked = block.subarray(1 + empty.length);
  const seed = xor(block.subarray(1, 1 + empty.length), mask(hash, masked, empty.length));
  const data = xor(masked, mask(hash, seed, masked.length));
  const at = data.indexOf(1, empty.length);
  if (block[0] !== 0 || !data.subarray(0, empty.length).equals(empty) || at < 0 || data.subarray(empty.length, at).some((byte) => byte !== 0)) throw oaepFault();
  return data.subarray(at + 1);
}
function publicEncrypt(input, data) {
  const rsa = require("#rsa");
  const [key, options] = rsaKey(input, "public");
  const bytes = bytesOf("buffer", data);
  const length = rsa.size(key);
  const block = options.padding === constants.RSA_PKCS1_PADDING
    ? Buffer.concat([Buffer.from([0, 2]), roll(Buffer.alloc(length - bytes.length - 3)).map((byte) => byte || 1), Buffer.from([0]), bytes])
    : oaepBlock(bytes, length, normal(options.oaepHash || "sha1"));
  return rsa.toBytes(rsa.publicOp(key, rsa.toBig(block)), length);
}
function privateDecrypt(input, data) {
  const rsa = require("#rsa");
  const [key, options] = rsaKey(input, "private");
  const length = rsa.size(key);
  const block = rsa.toBytes(rsa.privateOp(key, rsa.toBig(bytesOf("buffer", data))), length);
  if (options.padding !== constants.RSA_PKCS1_PADDING) return oaepOpen(block, normal(options.oaepHash || "sha1"));
  return block.subarray(block.indexOf(0, 2) + 1);
}

// Ciphers.
class Cipheriv {
  constructor(name, key, iv, decrypts) {
    const { describe, Cipher, IV_BYTES } = require("#aes");
    if (typeof name !== "string") throw wrong("cipher", "of type string", name);
    const kind = describe(name);
    if (!kind) throw coded(Error, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
    if (key === undefined || key === null) throw wrong("key", ASYMMETRIC, key);
    const secret = bytesOf("key", key);
    if (secret.length !== kind.bytes) throw coded(RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
    const start = iv === null || iv === undefined ? Buffer.alloc(0) : bytesOf("iv", iv);
    if (kind.mode === "gcm" ? start.length === 0 : start.length !== IV_BYTES[kind.mode]) throw coded(TypeError, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
    Object.defineProperty(this, "cipher", { value: new Cipher(kind.mode, Uint8Array.from(secret), start, decrypts) });
  }
  update(data, from, to) { return shown(this.cipher.update(bytesOf("data", data, from)), to); }
  final(to) {
    if (this.cipher.done) throw coded(Error, "ERR_CRYPTO_INVALID_STATE", "Unsupported state");
    this.cipher.done = true;
    return shown(this.cipher.final(), to);
  }
  setAutoPadding(padding = true) {
    this.cipher.padding = Boolean(padding);
    return this;
  }
  setAAD(data) {
    this.cipher.aad.push(Buffer.from(bytesOf("buffer", data)));
    return this;
  }
  getAuthTag() {
    if (!this.cipher.tag) throw coded(Error, "ERR_CRYPTO_INVALID_STATE", "Invalid state for operation getAuthTag");
    return this.cipher.tag;
  }
  setAuthTag(tag, encoding) {
    this.cipher.tag = Buffer.from(bytesOf("tag", tag, encoding));
    return this;
  }
}
// Key and vector from a password, as the older functions do it (EVP_BytesToKey with MD5).
function derived(name, password) {
  const { describe, IV_BYTES } = require("#aes");
  const kind = describe(name);
  if (!kind) throw coded(Error, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
  let [all, last] = [Buffer.alloc(0), Buffer.alloc(0)];
  while (all.length < kind.bytes + IV_BYTES[kind.mode]) {
    last = Buffer.from(hashes.md5(Buffer.concat([last, bytesOf("key", password)])));
    all = Buffer.concat([all, last]);
  }
  return [all.subarray(0, kind.bytes), all.subarray(kind.bytes, kind.bytes + IV_BYTES[kind.mode])];
}

// What takes longer than a script may run is refused with its reason, and not taken for an endless loop.
const affordable = (what, work, most) => {
  if (work > most) throw new Error(`claimscope has no time for ${what}`);
};
const ITERATIONS = 4000;
const MEMORY = 2048 * 8;
function pbkdf2Sync(password, salt, iterations, length, digest) {
  if (typeof digest !== "string") throw wrong("digest", "of type string", digest);
  const hash = hashOf(digest);
  if (!hash) throw coded(TypeError, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${digest}`);
  affordable(`PBKDF2 with ${iterations} iterations; up to ${ITERATIONS} are computed`, iterations, ITERATIONS);
  return Buffer.from(pbkdf2(hash, bytesOf("password", password), bytesOf("salt", salt), { c: iterations, dkLen: length }));
}
function scryptSync(password, salt, length, { N, cost = N || 16384, r, blockSize = r || 8, p, parallelization = p || 1 } = {}) {
  affordable(`scrypt with a cost of ${cost}; up to ${MEMORY / 8} is computed`, cost * blockSize, MEMORY);
  return Buffer.from(scrypt(bytesOf("password", password), bytesOf("salt", salt), { N: cost, r: blockSize, p: parallelization, dkLen: length }));
}
const called = (work, args, done) => {
  if (typeof done !== "function") throw wrong("callback", "of type function", done);
  const result = work(...args);
  later(done, null, result);
};

class X509Certificate {
  constructor(input) { this.publicKey = createPublicKey(bytesOf("buffer", input).toString()); }
}

const crypto = {
  createHash: (algorithm) => new Hash(algorithm),
  createHmac: (algorithm, key) => new Hmac(algorithm, key),
  hash: (algorithm, data, encoding = "hex") => new Hash(algorithm).update(data).digest(encoding),
  createSign: (algorithm) => new Sign(algorithm),
  createVerify: (algorithm) => new Verify(algorithm),
  sign(algorithm, data, key, done) {
    const result = signed(algorithm, bytesOf("data", data), key);
    if (done) later(done, null, result);
    return done ? undefined : result;
  },
  verify(algorithm, data, key, signature, done) {
    const result = verified(algorithm, bytesOf("data", data), key, bytesOf("signature", signature));
    if (done) later(done, null, result);
    return done ? undefined : result;
  },
  createCipheriv: (name, key, iv) => new Cipheriv(name, key, iv, false),
  createDecipheriv: (name, key, iv) => new Cipheriv(name, key, iv, true),
  createSecretKey, createPrivateKey, createPublicKey, publicEncrypt, privateDecrypt,
  randomBytes, randomUUID, randomInt, timingSafeEqual, pbkdf2Sync, scryptSync,
  pseudoRandomBytes: randomBytes,
  randomFillSync(bytes, from = 0, size = bytes.length - from) {
    roll(new Uint8Array(bytes.buffer, bytes.byteOffset + from, size));
    return bytes;
  },
  randomFill(bytes, ...rest) { later(rest[rest.length - 1], null, views(bytes)); },
  pbkdf2: (password, salt, iterations, length, digest, done) => called(pbkdf2Sync, [password, salt, iterations, length, digest], done),
  scrypt: (password, salt, length, options, done = options) => called(scryptSync, [password, salt, length, typeof options === "object" ? options : {}], done),
  hkdfSync: (digest, key, salt, info, length) => Uint8Array.from(hkdf(hashOf(digest), bytesOf("ikm", key), bytesOf("salt", salt), bytesOf("info", info), length)).buffer,
  getHashes: () => ["RSA-MD5", "RSA-RIPEMD160", "RSA-SHA1", "RSA-SHA224", "RSA-SHA256", "RSA-SHA384", "RSA-SHA512", "md5", "ripemd160", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-256"],
  getCiphers: () => ["cbc", "ctr", "ecb", "gcm"].flatMap((mode) => [128, 192, 256].map((bits) => `aes-${bits}-${mode}`)).sort(),
  getCurves: () => [],
  generateKeyPairSync() { throw new Error("claimscope does not make RSA keys: paste one"); },
  generateKeyPair() { throw new Error("claimscope does not make RSA keys: paste one"); },
  createECDH() { throw new Error("claimscope simulates RSA only"); },
  createDiffieHellman() { throw new Error("claimscope simulates RSA only"); },
  constants, Hash, Hmac, Sign, Verify, KeyObject, Cipheriv, Decipheriv: Cipheriv, X509Certificate,
  get webcrypto() { return require("#webcrypto"); },
  get subtle() { return require("#webcrypto").subtle; },
  getRandomValues: views,
};
// Node 22 took these two away.
if (host.node() < 22) {
  crypto.createCipher = (name, password) => new Cipheriv(name, ...derived(name, password), false);
  crypto.createDecipher = (name, password) => new Cipheriv(name, ...derived(name, password), true);
}

module.exports = crypto;
