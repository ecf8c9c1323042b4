// With the rules of 1970 to 2030 for each zone.
module.exports = require("moment-timezone/builds/moment-timezone-with-data-1970-2030.js");
