module.exports = require("@xmldom/xmldom");
