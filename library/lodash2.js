module.exports = require("lodash2");
