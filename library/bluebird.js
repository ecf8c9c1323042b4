module.exports = require("bluebird");
