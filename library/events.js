module.exports = require("events/");
module.exports.captureRejectionSymbol = Symbol.for("nodejs.rejection");
module.exports.errorMonitor = Symbol("events.errorMonitor");
