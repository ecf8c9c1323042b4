// Our double of the SDK auth0: calls are shown, and what changes the user changes the simulated profile.
const { host, stack, schedule, storedUser } = require("#prelude");
const standIn = require("#stand-in");

const later = (work, done) => {
  const promise = new Promise((resolve, reject) => {
    schedule(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error);
      }
    }, host.networkMs, [], false);
  });
  if (typeof done !== "function") return promise;
  promise.then((value) => done(null, value), (error) => done(error));
  return undefined;
};
const idOf = (params) => (params !== null && typeof params === "object" ? params.id || params.user_id : params);
const failing = (message, statusCode) => Object.assign(new Error(message), { name: "ManagementApiError", statusCode });
const stored = (params) => {
  const user = storedUser();
  if (idOf(params) !== user.user_id) throw failing("The user does not exist.", 404);
  return user;
};
function update(member, params, metadata) {
  const result = host.updateMetadata(member, idOf(params), metadata);
  if (typeof result === "string") throw failing(result, 400);
  return result;
}
function updateUser(params, data) {
  stored(params);
  for (const member of ["user_metadata", "app_metadata"]) if (data && data[member]) update(member, params, data[member]);
  return { ...storedUser(), ...data, user_metadata: storedUser().user_metadata, app_metadata: storedUser().app_metadata };
}

const METHODS = {
  getUser: (params) => stored(params),
  updateUser,
  updateUserMetadata: (params, data) => update("user_metadata", params, data),
  updateAppMetadata: (params, data) => update("app_metadata", params, data),
};
const USERS = { get: METHODS.getUser, update: updateUser, updateUserMetadata: METHODS.updateUserMetadata, updateAppMetadata: METHODS.updateAppMetadata };

// The methods of one manager: those that are known do something, the others answer with nothing.
function manager(label, known, wrapped, callLabel) {
  const shown = callLabel || label;
  return new Proxy({}, {
    get(target, name) {
      if (typeof name === "symbol" || name === "then" || name === "toJSON") return target[name];
      if (name in target) return target[name];
      if (!(name in known) && label === "auth0.ManagementClient" && /^[a-z][A-Za-z]*s$/.test(name) && !/^(get|create|update|delete|assign|remove|link|unlink|add|set)/.test(name)) {
        target[name] = manager(`${label}.${name}`, name === "users" ? USERS : {}, true);
        return target[name];
      }
      target[name] = (...args) => {
        const done = typeof args[args.length - 1] === "function" ? args.pop() : undefined;
        host.effect(`${name in known ? "" : "stand-in for "}${shown}.${name}`, args, stack());
        return later(() => {
          const result = name in known ? known[name](...args) : standIn(`${label}.${name}()`, false);
          return wrapped && name in known ? Object.assign(Object.create({ get data() { return result; }, status: 200, headers: {} }), result) : result;
        }, done);
      };
      return target[name];
    },
  });
}

class ManagementClient {
  constructor(options) {
    if (!options || typeof options !== "object") throw Object.assign(new Error("Management API SDK options must be an object"), { name: "ArgumentError" });
    if (!options.domain) throw Object.assign(new Error("Must provide a domain"), { name: "ArgumentError" });
    return manager("auth0.ManagementClient", METHODS, false);
  }
}
class AuthenticationClient {
  constructor(options) {
    if (!options || typeof options !== "object") throw Object.assign(new Error("Authentication Client SDK options must be an object"), { name: "ArgumentError" });
    if (!options.domain) throw Object.assign(new Error("Must provide a domain"), { name: "ArgumentError" });
    const label = "auth0.AuthenticationClient";
    const client = manager(label, {}, false);
    client.oauth = manager(`${label}.oauth`, {}, false);
    client.database = manager(`${label}.database`, {}, false);
    client.passwordless = manager(`${label}.passwordless`, {}, false);
    return client;
  }
}

module.exports = { ManagementClient, AuthenticationClient, UserInfoClient: AuthenticationClient };
