// The published axios, whose requests the scenario answers.
const axios = require("axios/unsafe/axios.js");

module.exports = axios.default;
