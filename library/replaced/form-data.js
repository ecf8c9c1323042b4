// axios takes the global `FormData` where there is no package of that name.
module.exports = null;
