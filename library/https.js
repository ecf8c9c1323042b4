module.exports = require("#http").of("https:");
