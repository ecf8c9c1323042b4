module.exports = require("xpath");
