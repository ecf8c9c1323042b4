// What the older half of `url` asks of queries.
const { parse, stringify } = require("querystring");

exports.parse = (text) => parse(text);
exports.stringify = (object) => stringify(object);
