// The two doubles of request that return promises, which differ in the kind of promise.
const request = require("request");

function errorClass(name, init) {
  function PromiseError(...args) {
    this.name = name;
    init.apply(this, args);
    if (Error.captureStackTrace) Error.captureStackTrace(this);
  }
  PromiseError.prototype = Object.create(Error.prototype);
  PromiseError.prototype.constructor = PromiseError;
  Object.defineProperty(PromiseError, "name", { value: name });
  return PromiseError;
}
const errors = {
  RequestError: errorClass("RequestError", function (cause, options, response) {
    Object.assign(this, { message: String(cause), cause, error: cause, options, response });
  }),
  StatusCodeError: errorClass("StatusCodeError", function (statusCode, body, options, response) {
    Object.assign(this, { statusCode, message: `${statusCode} - ${JSON.stringify(body)}`, error: body, options, response });
  }),
  TransformError: errorClass("TransformError", function (cause, options, response) {
    Object.assign(this, { message: String(cause), cause, error: cause, options, response });
  }),
};
const is2xx = { test: (status) => /^2/.test(`${status}`) };

exports.of = (Kind) => {
  const send = (options) => {
    const { simple = true, resolveWithFullResponse = false, transform, transform2xxOnly = false, callback } = options;
    const shown = { ...options, simple, resolveWithFullResponse, transform, transform2xxOnly, callback: undefined };
    let settle;
    const promise = new Kind((resolve, reject) => { settle = { resolve, reject }; });
    const done = (error, response, body) => {
      const fail = (Wrong, ...args) => settle.reject(new errors[Wrong](...args));
      if (error) {
        fail("RequestError", error, shown, response);
      } else if (simple && !is2xx.test(response.statusCode)) {
        if (typeof transform === "function" && !transform2xxOnly) {
          new Kind((resolve) => resolve(transform(body, response, resolveWithFullResponse)))
            .then((changed) => fail("StatusCodeError", response.statusCode, body, shown, changed), (wrong) => fail("TransformError", wrong, shown, response));
        } else {
          fail("StatusCodeError", response.statusCode, body, shown, response);
        }
      } else if (typeof transform === "function" && (is2xx.test(response.statusCode) || !transform2xxOnly)) {
        new Kind((resolve) => resolve(transform(body, response, resolveWithFullResponse))).then(settle.resolve, (wrong) => fail("TransformError", wrong, shown, response));
      } else {
        settle.resolve(resolveWithFullResponse ? response : body);
      }
      if (typeof callback === "function") callback(error, response, body);
    };
    const sent = request({ ...options, callback: done });
    for (const name of ["then", "catch", "finally", "tap", "spread", "timeout", "get", "reflect", "asCallback"]) {
      if (typeof promise[name] === "function") sent[name] = (...args) => promise[name](...args);
    }
    sent.promise = () => promise;
    return sent;
  };
  const client = request.make(send);
  client.Request = request.Request;
  return client;
};
exports.errors = errors;
