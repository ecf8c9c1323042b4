module.exports = require("#timers");
