// What an Action can call (domain.md §5.3, §5.5): each call is noted, checked as documented, and has its effect on the login.
import { createHmac, timingSafeEqual } from "node:crypto";
import { json, record } from "./record.mjs";

/** The double refuses an argument. What the message says is documented nowhere, so only that it throws is compared. */
export class Refused extends Error {}

const refuse = (unless, why) => { if (!unless) throw new Refused(why); };
const bytes = (text) => Buffer.byteLength(text);
const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sign = (text, secret) => createHmac("sha256", secret).update(text).digest("base64url");

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PROVIDERS = ["none", "guardian", "google-authenticator", "duo", "any"];
const SAML_SETTINGS = [
  "Audience", "Recipient", "Destination", "Issuer", "CreateUpnClaim", "PassthroughClaimsWithNoMapping", "MapUnknownClaimsAsIs", "MapIdentities", "SignatureAlgorithm", "DigestAlgorithm",
  "LifetimeInSeconds", "SignResponse", "NameIdentifierFormat", "NameIdentifierProbes", "AuthnContextClassRef", "TypedAttributes", "IncludeAttributeNameFormat", "SigningCert", "EncryptionCert",
  "EncryptionPublicKey", "EncryptionAlgorithm", "Cert", "Key", "RelayState",
];

/** The cache that the Actions of a trigger share. */
export class Cache {
  #entries = new Map();

  #live() {
    for (const [key, { expires_at: expires }] of this.#entries) if (expires <= Date.now()) this.#entries.delete(key);
    return this.#entries;
  }

  get(key) {
    const entry = this.#live().get(key);
    return entry && { ...entry };
  }

  set(key, value, { ttl, expires_at: at } = {}) {
    const entries = this.#live();
    const total = [...entries].reduce((sum, [name, entry]) => (name === key ? sum : sum + bytes(name) + bytes(entry.value)), 0);
    const wanted = at ?? Date.now() + (ttl ?? 15 * MINUTE_MS);
    if (wanted <= Date.now()) return { type: "error", code: "ItemAlreadyExpired" };
    if (typeof value !== "string" || bytes(key) > 64 || bytes(value) > 4096 || total + bytes(key) + bytes(value) > 8192 || (!entries.has(key) && entries.size >= 20)) return { type: "error", code: "CacheSizeExceeded" };
    const entry = { value, expires_at: Math.min(wanted, Date.now() + DAY_MS) };
    entries.set(key, entry);
    return { type: "success", record: { ...entry } };
  }

  delete(key) {
    this.#live().delete(key);
    return { type: "success" };
  }
}

function checkMetadata(metadata, key, value) {
  refuse(typeof key === "string" && [...key].length <= 64, "key");
  refuse(value === null || typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER), "value");
  const size = (one) => bytes(typeof one === "string" ? one : JSON.stringify(one));
  refuse(size(value) <= 8192, "size");
  const others = Object.entries(metadata).filter(([name]) => name !== key).reduce((sum, [name, one]) => sum + bytes(name) + size(one), 0);
  refuse(value === null || others + bytes(key) + size(value) <= 16384, "total");
}

function checkAttribute(attributes, name, value) {
  if (value === null || value === undefined) return;
  const size = (one) => [one].flat().reduce((sum, part) => sum + bytes(String(part)), 0);
  refuse(typeof name === "string" && bytes(name) <= 1024 && size(value) <= 2048, "size");
  const others = [...attributes].filter(([other]) => other !== name);
  refuse(others.length < 100 && others.reduce((sum, [other, one]) => sum + bytes(other) + size(one), 0) + bytes(name) + size(value) <= 10240, "total");
}

/** HS256 in compact form (RFC 7519). */
const token = (payload, secret) => {
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(payload)}`;
  return `${text}.${sign(text, secret)}`;
};

function opened(text, secret) {
  const [header, payload, signature] = String(text).split(".");
  refuse(signature, "form");
  const expected = sign(`${header}.${payload}`, secret);
  refuse(expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature)), "signature");
  return JSON.parse(Buffer.from(payload, "base64url"));
}

/** What the calls of all Actions of a login add up to. */
export function transactionOf(scopes, metadata) {
  return { claims: { idToken: {}, accessToken: {} }, scopes: [...scopes], metadata, cache: new Cache(), attributes: new Map(), saml: {}, primaryUser: undefined, multifactor: undefined };
}

/** `api` for one Action. `turn` is what it asks for: a denial, a redirect, a form, a challenge. */
export function apiOf({ flow, scenario, event, rules, effects, turn, shared, continues }) {
  const { transaction } = shared;
  const api = {};
  /** A call: noted, then done unless the Action is over; returns `api` where nothing else is returned. */
  const call = (group, name, run = () => {}) => {
    (api[group] ??= {})[name] = (...args) => {
      record(effects, `api.${group}.${name}`, args);
      if (turn.over) return api;
      const result = run(...args);
      return result === undefined ? api : result;
    };
  };
  /** A call with an answer of its own, which may be undefined. */
  const ask = (group, name, run) => {
    (api[group] ??= {})[name] = (...args) => {
      record(effects, `api.${group}.${name}`, args);
      return turn.over ? undefined : run(...args);
    };
  };
  const claim = (target) => (name, value) => { transaction.claims[target][name] = json(value); };

  call("accessToken", "setCustomClaim", claim("accessToken"));
  ask("cache", "get", (key) => transaction.cache.get(key));
  ask("cache", "set", (key, value, options) => transaction.cache.set(key, value, options));
  ask("cache", "delete", (key) => transaction.cache.delete(key));
  if (flow.machine) {
    call("access", "deny", (code, reason) => {
      refuse(["invalid_scope", "invalid_request", "server_error"].includes(code), "code");
      turn.denied ??= { code, message: reason };
    });
    for (const name of ["addTargetScope", "removeTargetScope", "setTargetScopes", "clearTargetScopes"]) call("transaction", name);
    return api;
  }

  call("access", "deny", (reason) => { turn.denied ??= { code: "access_denied", message: reason }; });
  call("accessToken", "addScope", (scope) => { if (!transaction.scopes.includes(scope)) transaction.scopes.push(scope); });
  call("accessToken", "removeScope", (scope) => { transaction.scopes = transaction.scopes.filter((one) => one !== scope); });
  call("idToken", "setCustomClaim", claim("idToken"));
  for (const name of ["challengeWith", "challengeWithAny", "enrollWith", "enrollWithAny"]) call("authentication", name, () => { turn.challenge = true; });
  if (continues) call("authentication", "recordMethod");
  call("authentication", "setPrimaryUser", (id) => {
    refuse(typeof id === "string" && id.length <= 128, "id");
    refuse(transaction.primaryUser === undefined && shared.primaryUser === undefined, "once");
    transaction.primaryUser = id;
  });
  call("multifactor", "enable", (provider) => {
    refuse(PROVIDERS.includes(provider), "provider");
    turn.multifactor = provider;
  });
  call("prompt", "render", (form) => { turn.form = form; });
  ask("redirect", "canRedirect", () => flow.interactive);
  ask("redirect", "encodeToken", ({ secret, payload, expiresInSeconds = 900 }) => {
    const iat = Math.floor(Date.now() / 1000);
    return token({ iat, iss: event.request.hostname, sub: event.user.user_id, exp: iat + expiresInSeconds, ip: event.request.ip, ...payload }, secret);
  });
  ask("redirect", "validateToken", ({ secret, tokenParameterName = "session_token" }) => {
    const { query = {}, body = {} } = event.request;
    const payload = opened(query[tokenParameterName] ?? body[tokenParameterName], secret);
    refuse(payload.exp > Date.now() / 1000, "expired");
    refuse(payload.sub === event.user.user_id, "subject");
    refuse(payload.state === undefined || payload.state === (query.state ?? body.state), "state");
    return payload;
  });
  call("redirect", "sendUserTo", (url, { query } = {}) => {
    const [rest, fragment] = url.split("#");
    const added = Object.entries(query ?? {}).map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
    turn.redirect = rest + (added && (rest.includes("?") ? "&" : "?") + added) + (fragment === undefined ? "" : `#${fragment}`);
  });
  for (const name of ["revoke", "setExpiresAt", "setIdleExpiresAt", "setMetadata", "deleteMetadata", "evictMetadata"]) {
    call("refreshToken", name);
    call("session", name);
  }
  call("session", "setCookieMode");
  const roles = (fits) => async (...args) => ({ roles: scenario.authorization.roles.filter((name) => fits(name, ...args)).map((name) => ({ name })) });
  ask("roles", "getUserEffectiveRoles", roles(() => true));
  ask("roles", "getUserEffectiveRolesByNames", roles((name, names) => names.includes(name)));
  // No scenario knows the ids of roles, and none knows groups.
  ask("roles", "getUserEffectiveRolesByIds", async () => ({ roles: [] }));
  ask("groups", "getUserGroups", async () => ({ groups: [] }));
  ask("groups", "hasGroupMembership", async () => false);
  ask("rules", "wasExecuted", (id) => rules.includes(id));
  call("samlResponse", "setAttribute", (name, value) => {
    checkAttribute(transaction.attributes, name, value);
    if (value === null || value === undefined) transaction.attributes.delete(name);
    else transaction.attributes.set(name, value);
  });
  for (const name of SAML_SETTINGS) call("samlResponse", `set${name}`, (value) => { transaction.saml[name] = value; });
  call("transaction", "setMetadata", (key, value) => {
    const { metadata } = transaction;
    checkMetadata(metadata, key, value);
    for (const one of [metadata, event.transaction.metadata]) {
      if (value === null) delete one[key];
      else one[key] = value;
    }
  });
  call("user", "setAppMetadata");
  call("user", "setUserMetadata");
  call("validation", "error", (code, message) => { turn.denied ??= { code, message }; });
  return api;
}

/** The names of all calls, of either trigger. */
export function callsOf() {
  const calls = [false, true].flatMap((machine) => Object.entries(apiOf({ flow: { machine }, shared: {}, continues: true })));
  return [...new Set(calls.flatMap(([group, methods]) => Object.keys(methods).map((name) => `api.${group}.${name}`)))];
}
