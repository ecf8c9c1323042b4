// Node's crypto, the web's, and the packages over them.
import { generateKeyPairSync } from "node:crypto";

const pair = (modulusLength) => generateKeyPairSync("rsa", { modulusLength, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } });
const { privateKey, publicKey } = pair(2048);
const { privateKey: pkcs1, publicKey: publicPkcs1 } = generateKeyPairSync("rsa", { modulusLength: 1024, publicKeyEncoding: { type: "pkcs1", format: "pem" }, privateKeyEncoding: { type: "pkcs1", format: "pem" } });
const keys = `const privateKey = ${JSON.stringify(privateKey)};\nconst publicKey = ${JSON.stringify(publicKey)};\nconst pkcs1 = ${JSON.stringify(pkcs1)};\nconst publicPkcs1 = ${JSON.stringify(publicPkcs1)};\nconst crypto = require("crypto");\n`;

/** What stands before each expression. */
export const before = `const crypto = require("crypto");`;

export default [
  ["hashes", [...["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "ripemd160", "SHA256", "RSA-SHA256"].map((name) => `crypto.createHash("${name}").update("abc").digest("hex")`), `crypto.createHash("sha256").update("a").update(Buffer.from("b")).digest("base64")`, `crypto.createHash("sha1").update("ä", "latin1").digest()`, `crypto.createHash("md5").digest("base64url")`]],
  ["hashes: faults", [`crypto.createHash("nope")`, `crypto.createHash("md5").update(1)`, `crypto.createHash("md5").update(undefined)`, `(() => { const h = crypto.createHash("md5"); h.digest(); return h.update("x"); })()`, `(() => { const h = crypto.createHash("md5"); h.digest(); return h.digest(); })()`, `crypto.createHash()`, `(() => { const h = crypto.createHash("md5").update("a"); const c = h.copy(); return [h.update("b").digest("hex"), c.digest("hex")]; })()`]],
  ["HMAC", [`crypto.createHmac("sha256", "key").update("data").digest("hex")`, `crypto.createHmac("sha1", Buffer.from("k")).update("d").digest("base64")`, `crypto.createHmac("md5", "").update("").digest("hex")`, `crypto.createHmac("sha512", "k".repeat(200)).update("d").digest("hex")`, `crypto.createHmac("sha256")`, `crypto.createHmac("sha256", undefined)`, `crypto.createHmac("nope", "k")`, `crypto.createHmac("sha256", crypto.createSecretKey(Buffer.from("key"))).update("data").digest("hex")`]],
  ["AES-CBC", [...[[16, 128], [24, 192], [32, 256]].map(([bytes, bits]) => `(() => { const c = crypto.createCipheriv("aes-${bits}-cbc", "k".repeat(${bytes}), Buffer.alloc(16, 1)); return c.update("some text that is longer than a block", "utf8", "hex") + c.final("hex"); })()`), `(() => { const key = Buffer.alloc(32, 7), iv = Buffer.alloc(16, 3); const c = crypto.createCipheriv("aes-256-cbc", key, iv); const parts = [c.update("abc"), c.update("d".repeat(40)), c.final()]; const d = crypto.createDecipheriv("aes-256-cbc", key, iv); return [parts, d.update(Buffer.concat(parts)).toString() + d.final().toString()]; })()`, `crypto.createCipheriv("aes-256-cbc", "short", Buffer.alloc(16))`, `crypto.createCipheriv("aes-256-cbc", Buffer.alloc(32), Buffer.alloc(3))`, `crypto.createCipheriv("nope", Buffer.alloc(32), Buffer.alloc(16))`, `(() => { const d = crypto.createDecipheriv("aes-128-cbc", Buffer.alloc(16), Buffer.alloc(16)); d.update(Buffer.alloc(16)); return d.final(); })()`, `(() => { const d = crypto.createDecipheriv("aes-128-cbc", Buffer.alloc(16), Buffer.alloc(16)); d.update(Buffer.alloc(5)); return d.final(); })()`, `(() => { const c = crypto.createCipheriv("aes-128-cbc", Buffer.alloc(16), Buffer.alloc(16)); c.setAutoPadding(false); return [c.update(Buffer.alloc(16)), c.final()]; })()`]],
  ["AES in other modes", [`(() => { const c = crypto.createCipheriv("aes-128-ctr", Buffer.alloc(16, 1), Buffer.alloc(16, 255)); return [c.update("abc"), c.update("x".repeat(40)), c.final()]; })()`, `(() => { const c = crypto.createCipheriv("aes-256-gcm", Buffer.alloc(32, 1), Buffer.alloc(12, 2)); c.setAAD(Buffer.from("aad")); const text = c.update("some text, more than a block", "utf8", "base64") + c.final("base64"); return [text, c.getAuthTag()]; })()`, `(() => { const c = crypto.createCipheriv("aes-128-ecb", Buffer.alloc(16), null); return c.update("a", "utf8", "hex") + c.final("hex"); })()`, `(() => { const k = Buffer.alloc(32, 1), iv = Buffer.alloc(12, 2); const c = crypto.createCipheriv("aes-256-gcm", k, iv); const t = Buffer.concat([c.update("abc"), c.final()]); const d = crypto.createDecipheriv("aes-256-gcm", k, iv); d.setAuthTag(c.getAuthTag()); return Buffer.concat([d.update(t), d.final()]).toString(); })()`, `(() => { const d = crypto.createDecipheriv("aes-256-gcm", Buffer.alloc(32), Buffer.alloc(12)); d.setAuthTag(Buffer.alloc(16)); d.update(Buffer.alloc(4)); return d.final(); })()`]],
  ["derivation", [`crypto.pbkdf2Sync("password", "salt", 1000, 32, "sha256").toString("hex")`, `crypto.pbkdf2Sync("p", "s", 1, 20, "sha1").toString("hex")`, `crypto.pbkdf2Sync("p", "s", 1, 20)`, `crypto.scryptSync("p", "s", 16, { N: 16 }).toString("hex")`, `Buffer.from(crypto.hkdfSync("sha256", "key", "salt", "info", 16)).toString("hex")`]],
  ["chance", [`crypto.randomBytes(8).length`, `Buffer.isBuffer(crypto.randomBytes(1))`, `/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())`, `crypto.randomInt(1)`, `crypto.randomInt(5, 6)`, `crypto.randomBytes("x")`, `crypto.randomBytes(-1)`, `typeof crypto.randomFillSync(Buffer.alloc(2))[0]`, `crypto.randomBytes(4).toString("hex") === crypto.randomBytes(4).toString("hex")`, `globalThis.crypto.getRandomValues(new Uint8Array(4)).length`]],
  ["timingSafeEqual", [`crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("a"))`, `crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("b"))`, `crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("ab"))`, `crypto.timingSafeEqual("a", "a")`]],
  ["RSA signatures", `${keys}for (const algorithm of ["RSA-SHA256", "sha1", "SHA512"]) {
  const signature = crypto.createSign(algorithm).update("some ").update("data").sign(privateKey, "base64");
  console.log(signature, crypto.createVerify(algorithm).update("some data").verify(publicKey, signature, "base64"), crypto.createVerify(algorithm).update("other").verify(publicKey, signature, "base64"));
}
const signature = crypto.sign("sha256", Buffer.from("x"), pkcs1);
console.log(signature.toString("hex"), crypto.verify("sha256", Buffer.from("x"), publicPkcs1, signature), crypto.verify("sha256", Buffer.from("x"), crypto.createPublicKey(pkcs1), signature));
const pss = crypto.sign("sha256", Buffer.from("x"), { key: privateKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
console.log(crypto.verify("sha256", Buffer.from("x"), { key: publicKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, pss));`],
  ["RSA keys", `${keys}const key = crypto.createPrivateKey(privateKey);
console.log(key.type, key.asymmetricKeyType, key.asymmetricKeyDetails.modulusLength, key.export({ type: "pkcs8", format: "pem" }) === privateKey);
const open = crypto.createPublicKey(key);
console.log(open.type, open.export({ type: "spki", format: "pem" }) === publicKey, Object.keys(open.export({ format: "jwk" })));
console.log(crypto.createPrivateKey(pkcs1).export({ type: "pkcs1", format: "pem" }) === pkcs1, crypto.createPublicKey({ key: open.export({ format: "jwk" }), format: "jwk" }).export({ type: "spki", format: "pem" }) === publicKey);
try { crypto.createPrivateKey("nope"); } catch (error) { console.log(error.name); }
try { crypto.createPrivateKey(); } catch (error) { console.log(error.code); }
const secret = crypto.createSecretKey("abc", "utf8");
console.log(secret.type, secret.symmetricKeySize, secret.export());`],
  ["RSA encryption", `${keys}const boxed = crypto.publicEncrypt(publicKey, Buffer.from("secret"));
console.log(boxed.length, crypto.privateDecrypt(privateKey, boxed).toString());
const older = crypto.publicEncrypt({ key: publicKey, padding: crypto.constants.RSA_PKCS1_PADDING }, Buffer.from("x"));
console.log(older.length);
const strong = crypto.publicEncrypt({ key: publicKey, oaepHash: "sha256" }, Buffer.from("secret"));
console.log(crypto.privateDecrypt({ key: privateKey, oaepHash: "sha256" }, strong).toString());
try { crypto.privateDecrypt(privateKey, Buffer.alloc(256, 1)); } catch (error) { console.log(error.name); }`],
  ["callbacks of crypto", `const crypto = require("crypto");
await new Promise((resolve) => crypto.randomBytes(4, (error, bytes) => { console.log(error, bytes.length); resolve(); }));
await new Promise((resolve) => crypto.pbkdf2("p", "s", 2, 8, "sha1", (error, key) => { console.log(error, key.toString("hex")); resolve(); }));
await new Promise((resolve) => crypto.scrypt("p", "s", 8, { N: 4 }, (error, key) => { console.log(error, key.toString("hex")); resolve(); }));`],
  ["the web's crypto", `const bytes = (text) => new TextEncoder().encode(text);
const hex = (buffer) => Buffer.from(buffer).toString("hex");
console.log(hex(await crypto.subtle.digest("SHA-256", bytes("abc"))), hex(await crypto.subtle.digest({ name: "SHA-1" }, bytes(""))));
const key = await crypto.subtle.importKey("raw", bytes("secret"), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
const signature = await crypto.subtle.sign("HMAC", key, bytes("data"));
console.log(hex(signature), await crypto.subtle.verify("HMAC", key, signature, bytes("data")), await crypto.subtle.verify("HMAC", key, signature, bytes("x")));
console.log(key.type, key.algorithm, key.extractable, key.usages);
const aes = await crypto.subtle.importKey("raw", new Uint8Array(16), "AES-GCM", true, ["encrypt", "decrypt"]);
const boxed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, aes, bytes("hello"));
console.log(hex(boxed), Buffer.from(await crypto.subtle.decrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, aes, boxed)).toString());
await crypto.subtle.digest("MD5", bytes("")).catch((error) => console.log(error.name, error.message));
const base = await crypto.subtle.importKey("raw", bytes("pw"), "PBKDF2", false, ["deriveBits"]);
console.log(hex(await crypto.subtle.deriveBits({ name: "PBKDF2", salt: bytes("salt"), iterations: 10, hash: "SHA-256" }, base, 128)));`],
  ["jsonwebtoken: HS256", `const jwt = require("jsonwebtoken");
const token = jwt.sign({ sub: user.user_id, roles: ["a"] }, "secret", { expiresIn: "1h", issuer: "https://acme.com", audience: "api", jwtid: "1" });
console.log(token);
console.log(jwt.verify(token, "secret", { issuer: "https://acme.com", audience: "api" }));
console.log(jwt.decode(token, { complete: true }));
for (const [text, key, options] of [[token, "wrong"], [token, "secret", { audience: "other" }], [token, "secret", { issuer: "x" }], ["a.b", "secret"], ["", "secret"], [jwt.sign({}, "secret", { expiresIn: -1 }), "secret"], [jwt.sign({}, "secret", { notBefore: 60 }), "secret"], [token, ""]]) {
  try { jwt.verify(text, key, options); console.log("verified"); } catch (error) { console.log(error.name, error.message); }
}
await new Promise((resolve) => jwt.sign({ a: 1 }, "secret", {}, (error, signed) => { console.log(error, signed); resolve(); }));
await new Promise((resolve) => jwt.verify(token, "secret", (error, claims) => { console.log(error, claims.sub); resolve(); }));
try { jwt.sign({ a: 1 }); } catch (error) { console.log(error.message); }
try { jwt.sign({ exp: "x" }, "secret"); } catch (error) { console.log(error.message); }
try { jwt.sign({ a: 1 }, "secret", { expiresIn: "nonsense" }); } catch (error) { console.log(error.message); }`],
  ["jsonwebtoken: RS256", `${keys}const jwt = require("jsonwebtoken");
const token = jwt.sign({ sub: "1" }, privateKey, { algorithm: "RS256", keyid: "k1", expiresIn: 60 });
console.log(token, jwt.verify(token, publicKey), jwt.decode(token, { complete: true }).header);
try { jwt.verify(token, publicKey, { algorithms: ["HS256"] }); } catch (error) { console.log(error.message); }
try { jwt.sign({}, "text", { algorithm: "RS256" }); } catch (error) { console.log(error.message); }
try { jwt.verify(token.slice(0, -3) + "AAA", publicKey); } catch (error) { console.log(error.message); }
try { jwt.sign({}, pkcs1, { algorithm: "RS256" }); } catch (error) { console.log(error.message); }
const pss = jwt.sign({ a: 1 }, privateKey, { algorithm: "PS256" });
console.log(jwt.verify(pss, publicKey));`],
  ["bcrypt", `const bcrypt = require("bcrypt");
console.log(bcrypt.compareSync("secret", "$2a$04$zVHmKQtGGQob.b/Nc7l9NO8UlrYcW05FiuCj/SxsFO/ZtiN9.mNzy"), bcrypt.hashSync("x", "$2a$04$zVHmKQtGGQob.b/Nc7l9NO"), bcrypt.getRounds("$2a$04$zVHmKQtGGQob.b/Nc7l9NO8UlrYcW05FiuCj/SxsFO/ZtiN9.mNzy"));
console.log(await bcrypt.compare("x", bcrypt.hashSync("x", 4)), (await bcrypt.hash("y", 4)).length);`],
  ["uuid", [`require("uuid").v4().length`, `require("uuid").validate(require("uuid").v4())`, `require("uuid").v5("acme.com", require("uuid").v5.DNS)`, `require("uuid").v3("a", require("uuid").v3.URL)`, `require("uuid").version(require("uuid").v4())`, `require("uuid").NIL`, `require("uuid").v4({ random: Buffer.alloc(16, 7) })`]],
  ["oauth-sign", [`require("oauth-sign").hmacsign("GET", "https://api.acme.com/1", { oauth_token: "t", a: "ä b" }, "consumer", "secret")`, `require("oauth-sign").rfc3986("a!b*c'd(e)")`]],
];
