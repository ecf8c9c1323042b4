module.exports = require("extend");
