module.exports = require("#request-promise").of(Promise);
module.exports.errors = require("#request-promise").errors;
