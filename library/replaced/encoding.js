// UTF-8 for whatwg-url, which asks for it before there is a `TextEncoder`.
const { encode, decode } = require("#bytes");

exports.utf8Encode = encode;
exports.utf8DecodeWithoutBOM = (bytes) => decode(bytes);
