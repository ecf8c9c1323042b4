// Node's http: requests that the scenario answers, and no servers.
module.exports = require("#http").of("http:");
