// What packages need of Node's streams when nobody streams.
const EventEmitter = require("events");

class Stream extends EventEmitter {
  pipe(target) {
    this.on("data", (chunk) => target.write(chunk));
    this.on("end", () => target.end());
    return target;
  }
}
Stream.Stream = Stream;

// Called as a function by constructors of the older kind.
module.exports = Object.assign(function (...args) { EventEmitter.apply(this, args); }, Stream);
module.exports.prototype = Stream.prototype;
module.exports.Stream = module.exports;
