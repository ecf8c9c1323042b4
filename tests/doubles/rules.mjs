// What a rule is given (domain.md §4.3 to §4.5), and what becomes of its callback (§4.2).
import { ANY, record } from "./record.mjs";

class UnauthorizedError extends Error {}
Object.defineProperty(UnauthorizedError.prototype, "name", { value: "UnauthorizedError", writable: true, configurable: true });
export { UnauthorizedError };

/** Members of `context` whose assignment does something (domain.md §2.10); the claim objects are compared on their own. */
const EFFECTIVE = ["redirect", "multifactor", "primaryUser", "samlConfiguration", "jwtConfiguration", "addonConfiguration"];
const GEOIP = ["country_code", "country_code3", "country_name", "city_name", "latitude", "longitude", "time_zone", "continent_code", "subdivision_code", "subdivision_name"];

/** The stored profile, with each property of `app_metadata` on the root, too. */
export const rootOf = (profile) => ({ ...structuredClone(profile), ...structuredClone(profile.app_metadata ?? {}) });

/** RFC 7396. */
export function patch(target, changes) {
  if (changes === null || typeof changes !== "object" || Array.isArray(changes)) return changes;
  const result = target !== null && typeof target === "object" && !Array.isArray(target) ? target : {};
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) delete result[name];
    else result[name] = patch(result[name], change);
  }
  return result;
}

export function userOf({ user, overrides }) {
  return patch(rootOf(user), overrides?.user ?? {});
}

export function contextOf({ tenant, client, connection, organization, request, authentication, authorization, session, stats, overrides }, flow) {
  const { password, ...body } = request.body;
  const context = {
    tenant: tenant.domain.split(".")[0],
    clientID: client.client_id,
    clientName: client.name,
    clientMetadata: client.client_metadata,
    connectionID: connection.id,
    connection: connection.name,
    connectionStrategy: connection.strategy,
    connectionOptions: {},
    connectionMetadata: connection.metadata,
    samlConfiguration: {},
    jwtConfiguration: {},
    protocol: flow.protocol,
    stats: { loginsCount: stats.logins_count },
    sso: { with_auth0: false, with_dbconn: false, current_clients: [] },
    accessToken: {},
    idToken: {},
    sessionID: session.id,
    request: {
      ip: request.ip,
      hostname: request.hostname ?? tenant.domain,
      userAgent: request.user_agent,
      method: request.method,
      query: request.query,
      body,
      geoip: Object.fromEntries(GEOIP.map((name) => [name, request.geoip[name]])),
    },
    authentication: { methods: authentication.methods.map(({ name, timestamp }) => ({ name, timestamp: Date.parse(timestamp) })) },
    authorization: { roles: authorization.roles },
    ...(organization && { organization: { id: organization.id, name: organization.name, metadata: organization.metadata } }),
  };
  return patch(structuredClone(context), overrides?.context ?? {});
}

/** A `context` that notes the assignments that do something. */
export function watched(context, effects, isOver) {
  const note = (name, args) => { if (EFFECTIVE.includes(name) && !isOver()) effects.push({ kind: `context.${name}`, args }); };
  return new Proxy(context, {
    set(target, name, value) {
      note(name, [value]);
      target[name] = value;
      return true;
    },
    deleteProperty(target, name) {
      if (name in target) note(name, []);
      return delete target[name];
    },
  });
}

/** The client for the Management API: it notes what it is told, changes the stored profile and answers with it. */
export function auth0Of({ tenant }, profile, effects) {
  const update = (method, member) => async (id, changes) => {
    record(effects, `auth0.users.${method}`, [id, changes]);
    if (id === profile.user_id) profile[member] = { ...profile[member], ...structuredClone(changes) };
    return structuredClone(profile);
  };
  return {
    domain: tenant.domain,
    baseUrl: `https://${tenant.domain}/api/v2`,
    accessToken: "token",
    users: {
      updateUserMetadata: update("updateUserMetadata", "user_metadata"),
      updateAppMetadata: update("updateAppMetadata", "app_metadata"),
    },
  };
}

/** An object as it was. */
function restored([object, members]) {
  for (const name of Reflect.ownKeys(object)) if (!Reflect.has(members, name)) Reflect.deleteProperty(object, name);
  for (const name of Reflect.ownKeys(members)) Reflect.defineProperty(object, name, members[name]);
}

/** What the first call of the callback says, with the state at that moment. */
export function answerOf([error, user, context], given) {
  if (error) return { denied: error instanceof Error ? error.message : String(error) };
  if (user === null) return { denied: ANY };
  const next = { user: user ?? given.user, context: context ?? given.context };
  const { idToken, accessToken } = next.context;
  const state = [next.user, next.context, idToken, accessToken].map((object) => [object, Object.getOwnPropertyDescriptors(object)]);
  return { next, claims: { idToken: { ...idToken }, accessToken: { ...accessToken } }, restore: () => state.forEach(restored) };
}
