// RSA over the language's big integers, and the key files it comes in: PKCS #1, PKCS #8 and SPKI, as PEM, DER and JWK
// (RFC 8017, RFC 5208, RFC 5280, RFC 7517).
const { Buffer } = require("buffer");

const toBig = (bytes) => (bytes.length ? BigInt(`0x${Buffer.from(bytes).toString("hex")}`) : 0n);
const toBytes = (number, length) => Buffer.from(number.toString(16).padStart(length * 2, "0").slice(-length * 2), "hex");

function power(base, exponent, modulus) {
  // Four bits at a time.
  const digits = exponent.toString(16);
  const table = [1n, base % modulus];
  for (let at = 2; at < 16; at += 1) table.push((table[at - 1] * table[1]) % modulus);
  let result = 1n;
  for (const digit of digits) {
    result = (result * result) % modulus;
    result = (result * result) % modulus;
    result = (result * result) % modulus;
    result = (result * result) % modulus;
    const value = parseInt(digit, 16);
    if (value) result = (result * table[value]) % modulus;
  }
  return result;
}
const publicOp = (key, number) => power(number, key.e, key.n);
function privateOp(key, number) {
  if (!key.p) return power(number, key.d, key.n);
  const first = power(number % key.p, key.dp, key.p);
  const second = power(number % key.q, key.dq, key.q);
  const h = (((first - second) % key.p) + key.p) * key.qi % key.p;
  return second + h * key.q;
}

// DER: the elements of a sequence, each with its tag and content.
function elements(bytes) {
  const found = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at];
    let length = bytes[at + 1];
    at += 2;
    if (length === undefined) throw new Error("DER ends early");
    if (length > 127) {
      const size = length & 127;
      length = 0;
      for (let i = 0; i < size; i += 1) length = length * 256 + bytes[at + i];
      at += size;
    }
    if (at + length > bytes.length) throw new Error("DER ends early");
    found.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return found;
}
const element = (tag, ...contents) => {
  const content = Buffer.concat(contents);
  let length = Buffer.from([content.length]);
  if (content.length > 127) {
    const size = Buffer.from(content.length.toString(16).padStart(content.length > 255 ? 4 : 2, "0"), "hex");
    length = Buffer.concat([Buffer.from([128 + size.length]), size]);
  }
  return Buffer.concat([Buffer.from([tag]), length, content]);
};
const sequence = (...contents) => element(0x30, ...contents);
const integer = (number) => {
  let hex = number.toString(16);
  if (hex.length % 2) hex = `0${hex}`;
  if (parseInt(hex.slice(0, 2), 16) > 127) hex = `00${hex}`;
  return element(2, Buffer.from(hex, "hex"));
};
const ALGORITHM = Buffer.from("300d06092a864886f70d0101010500", "hex");
const RSA_OID = "2a864886f70d010101";

function readPrivate(bytes) {
  const [outer] = elements(bytes);
  const parts = elements(outer.content);
  if (parts[1].tag === 0x30) {
    if (Buffer.from(elements(parts[1].content)[0].content).toString("hex") !== RSA_OID) throw unsupported();
    return readPrivate(parts[2].content);
  }
  const [, n, e, d, p, q, dp, dq, qi] = parts.map(({ content }) => toBig(content));
  return { type: "private", n, e, d, p, q, dp, dq, qi };
}
function readPublic(bytes) {
  const [outer] = elements(bytes);
  const parts = elements(outer.content);
  if (parts[0].tag === 2) return { type: "public", n: toBig(parts[0].content), e: toBig(parts[1].content) };
  if (Buffer.from(elements(parts[0].content)[0].content).toString("hex") !== RSA_OID) throw unsupported();
  return readPublic(parts[1].content.subarray(1));
}
// The key of a certificate: the seventh element of what is signed, or the sixth where no version is given.
function readCertificate(bytes) {
  const [outer] = elements(bytes);
  const parts = elements(elements(outer.content)[0].content);
  const { content } = parts[parts[0].tag === 0xa0 ? 6 : 5];
  return readPublic(sequence(content));
}
const unsupported = () => Object.assign(new Error("claimscope simulates RSA keys only"), { code: "ERR_OSSL_UNSUPPORTED" });
const undecodable = () => Object.assign(new Error("error:1E08010C:DECODER routines::unsupported"), { library: "DECODER routines", reason: "unsupported", code: "ERR_OSSL_UNSUPPORTED" });

function readPem(text) {
  const found = /-----BEGIN ([A-Z0-9 ]+)-----\s*([A-Za-z0-9+/=\s]+?)\s*-----END \1-----/.exec(text);
  if (!found) throw undecodable();
  const bytes = Buffer.from(found[2].replace(/\s+/g, ""), "base64");
  try {
    switch (found[1]) {
      case "RSA PRIVATE KEY": case "PRIVATE KEY": return readPrivate(bytes);
      case "PUBLIC KEY": case "RSA PUBLIC KEY": return readPublic(bytes);
      case "CERTIFICATE": return readCertificate(bytes);
      default: throw unsupported();
    }
  } catch (error) {
    throw error.code ? error : undecodable();
  }
}
const pem = (label, bytes) => `-----BEGIN ${label}-----\n${bytes.toString("base64").replace(/.{64}(?=.)/g, "$&\n")}\n-----END ${label}-----\n`;

const publicDer = (key) => sequence(integer(key.n), integer(key.e));
const spki = (key) => sequence(ALGORITHM, element(3, Buffer.from([0]), publicDer(key)));
const pkcs1 = (key) => sequence(integer(0n), integer(key.n), integer(key.e), integer(key.d), integer(key.p), integer(key.q), integer(key.dp), integer(key.dq), integer(key.qi));
const pkcs8 = (key) => sequence(integer(0n), ALGORITHM, element(4, pkcs1(key)));

const JWK = { n: "n", e: "e", d: "d", p: "p", q: "q", dp: "dp", dq: "dq", qi: "qi" };
function readJwk(jwk) {
  if (jwk.kty !== "RSA") throw unsupported();
  const key = { type: jwk.d ? "private" : "public" };
  for (const name of Object.keys(JWK)) if (jwk[name]) key[name] = toBig(Buffer.from(jwk[name], "base64url"));
  return key;
}
function writeJwk(key) {
  const jwk = { kty: "RSA" };
  for (const name of Object.keys(JWK)) {
    if (key[name] === undefined || (key.type === "public" && name !== "n" && name !== "e")) continue;
    const hex = key[name].toString(16);
    jwk[name] = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex").toString("base64url");
  }
  return jwk;
}

const size = (key) => Math.ceil(key.n.toString(2).length / 8);

// DigestInfo (RFC 8017, section 9.2), without its two lengths.
const DIGEST = { md5: "300c06082a864886f70d020505000410", sha1: "300906052b0e03021a05000414", sha224: "300d06096086480165030402040500041c", sha256: "300d060960864801650304020105000420", sha384: "300d060960864801650304020205000430", sha512: "300d060960864801650304020305000440" };
function encoded(name, digest, length) {
  const info = sequence(Buffer.from(DIGEST[name], "hex"), digest);
  if (length < info.length + 11) throw new Error("error:02000070:rsa routines::digest too big for rsa key");
  return Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(length - info.length - 3, 255), Buffer.from([0]), info]);
}
function mask(hash, seed, length) {
  const parts = [];
  for (let at = 0, have = 0; have < length; at += 1) {
    const part = hash(Buffer.concat([seed, Buffer.from([at >>> 24, at >>> 16, at >>> 8, at])]));
    parts.push(part);
    have += part.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}
const xor = (a, b) => Buffer.from(a.map((byte, at) => byte ^ b[at]));

function pssEncode(hash, digest, bits, salt) {
  const length = Math.ceil(bits / 8);
  const h = hash(Buffer.concat([Buffer.alloc(8), digest, salt]));
  const block = Buffer.concat([Buffer.alloc(length - salt.length - h.length - 2), Buffer.from([1]), salt]);
  const masked = xor(block, mask(hash, h, block.length));
  masked[0] &= 255 >> (8 * length - bits);
  return Buffer.concat([masked, h, Buffer.from([0xbc])]);
}
function pssVerify(hash, digest, bits, block, saltLength) {
  const hashed = digest.length;
  if (block[block.length - 1] !== 0xbc) return false;
  const masked = block.subarray(0, block.length - hashed - 1);
  const h = block.subarray(block.length - hashed - 1, block.length - 1);
  const data = xor(masked, mask(hash, h, masked.length));
  data[0] &= 255 >> (8 * Math.ceil(bits / 8) - bits);
  const at = data.findIndex((byte) => byte !== 0);
  if (at < 0 || data[at] !== 1) return false;
  const salt = data.subarray(at + 1);
  if (saltLength !== undefined && saltLength >= 0 && salt.length !== saltLength) return false;
  return Buffer.from(hash(Buffer.concat([Buffer.alloc(8), digest, salt]))).equals(Buffer.from(h));
}

module.exports = {
  readPem, readPrivate, readPublic, readJwk, writeJwk, pem, spki, pkcs1, pkcs8, publicDer, size, toBig, toBytes, publicOp, privateOp, mask, xor,
  bits: (key) => key.n.toString(2).length,
  sign: (key, name, digest) => toBytes(privateOp(key, toBig(encoded(name, digest, size(key)))), size(key)),
  verify: (key, name, digest, signature) => signature.length === size(key) && toBytes(publicOp(key, toBig(signature)), size(key)).equals(encoded(name, digest, size(key))),
  signPss: (key, hash, digest, salt) => toBytes(privateOp(key, toBig(pssEncode(hash, digest, key.n.toString(2).length - 1, salt))), size(key)),
  verifyPss: (key, hash, digest, signature, saltLength) => {
    const bits = key.n.toString(2).length - 1;
    return signature.length === size(key) && pssVerify(hash, digest, bits, toBytes(publicOp(key, toBig(signature)), Math.ceil(bits / 8)), saltLength);
  },
};
