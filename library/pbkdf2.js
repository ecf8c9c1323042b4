const { pbkdf2, pbkdf2Sync } = require("crypto");

module.exports = Object.assign((...args) => pbkdf2(...args), { pbkdf2, pbkdf2Sync });
