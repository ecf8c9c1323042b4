module.exports = require("xtend");
