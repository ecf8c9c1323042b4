// The published hashes and ciphers.
const { md5, sha1, ripemd160 } = require("@noble/hashes/legacy");
const { sha224, sha256, sha384, sha512, sha512_256 } = require("@noble/hashes/sha2");
const { hmac } = require("@noble/hashes/hmac");
const { pbkdf2 } = require("@noble/hashes/pbkdf2");
const { scrypt } = require("@noble/hashes/scrypt");
const { hkdf } = require("@noble/hashes/hkdf");

module.exports = { hashes: { md5, sha1, sha224, sha256, sha384, sha512, "sha512-256": sha512_256, ripemd160, rmd160: ripemd160 }, hmac, pbkdf2, scrypt, hkdf };
