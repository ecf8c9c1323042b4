module.exports = require("#request-promise").of(require("bluebird"));
module.exports.errors = require("#request-promise").errors;
