module.exports = require("bcryptjs");
