module.exports = require("async");
