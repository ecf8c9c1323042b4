// `util.inspect` and `util.format`: the host's inspector, which the console uses too.
const { format } = require("#prelude");

exports.show = (value, options) => format.show(value, options);
exports.format = (...args) => format(args);
