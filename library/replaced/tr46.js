// Domain names with letters beyond ASCII, without the tables of UTS #46: lower case, normal form, Punycode.
const punycode = require("punycode/");

const FORBIDDEN = /[\u0000-\u0020#/:<>?@[\\\]^|%\u007f]/;

exports.toASCII = function toASCII(domain) {
  const mapped = domain.replace(/[\u00ad\u200b\u2060\ufeff]/g, "").replace(/[\u3002\uff0e\uff61]/g, ".").normalize("NFKC").toLowerCase().normalize("NFKC");
  if (FORBIDDEN.test(mapped)) return mapped;
  try {
    for (const label of mapped.split(".")) if (label.startsWith("xn--")) punycode.decode(label.slice(4));
    return punycode.toASCII(mapped);
  } catch {
    return null;
  }
};

exports.toUnicode = function toUnicode(domain) {
  return { domain: punycode.toUnicode(domain), error: false };
};
