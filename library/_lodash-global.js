// The global `_` of older Nodes: lodash 2.4, which their scripts were written for, and what later versions added to it.
const older = require("lodash@2");
const newer = require("lodash");

const _ = older.runInContext();
for (const name of Object.keys(newer)) if (!(name in _) && typeof newer[name] === "function") _[name] = newer[name];

module.exports = _;
