// uuid, which is called itself in its older versions.
const uuid = require("uuid");

module.exports = Object.assign(function v4(...args) { return uuid.v4(...args); }, uuid);
