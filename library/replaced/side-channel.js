// What qs remembers about the objects that it walks through.
module.exports = function sideChannel() {
  const map = new Map();
  return { get: (key) => map.get(key), set: (key, value) => { map.set(key, value); }, has: (key) => map.has(key), delete: (key) => map.delete(key) };
};
