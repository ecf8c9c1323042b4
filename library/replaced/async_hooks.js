// What packages ask of `async_hooks` only to keep tools informed.
exports.AsyncResource = class AsyncResource {
  runInAsyncScope(run, self, ...args) { return run.apply(self, args); }
  emitDestroy() { return this; }
};
