module.exports = require("q");
