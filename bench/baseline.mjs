// What a bare engine runs for a scenario: the enabled rules in order, then its Actions, with stand-ins written in the
// language itself. What an Action awaits is not waited for.

const PRELUDE = `
class UnauthorizedError extends Error { constructor(message) { super(message); this.name = "UnauthorizedError"; } }
const console = { log() {}, info() {}, warn() {}, error() {} };
const auth0 = { baseUrl: "https://acme.auth0.com/api/v2", users: { updateUserMetadata: () => Promise.resolve(), updateAppMetadata: () => Promise.resolve() } };
const global = {};
const timers = [];
const setTimeout = (work) => timers.push(work);
const require = () => new Proxy(function () {}, { get: (_, name) => (name === "then" ? undefined : require()), apply: () => require() });
`;

const parameters = ({ query, body } = {}) => ({ query: query ?? {}, body: body ?? {}, userAgent: "", ip: "203.0.113.7", hostname: "acme.auth0.com", geoip: {} });

/** One program: it parses the user and the context, runs every rule until one does not call back, every Action, and gives the claims. */
export function baseline({ user = {}, request, configuration = {}, rules = [], client = {}, connection = {}, authorization = {}, actions = [] }) {
  const context = {
    tenant: "acme",
    clientID: client.client_id ?? "abc",
    clientName: client.name ?? "",
    clientMetadata: {},
    connection: connection.name ?? "Username-Password-Authentication",
    connectionStrategy: "auth0",
    connectionMetadata: {},
    protocol: "oidc-basic-profile",
    stats: { loginsCount: 1 },
    sessionID: "s",
    request: parameters(request),
    authentication: { methods: [] },
    authorization: { roles: authorization.roles ?? [] },
    idToken: {},
    accessToken: {},
  };
  const enabled = rules.filter((rule) => rule.enabled !== false).sort((a, b) => (a.order ?? 1e9) - (b.order ?? 1e9));
  // A text that does not parse fails alone, at run time, as it does in a tenant.
  const texts = enabled.map(({ script }) => JSON.stringify(`(${script.trim().replace(/;$/, "")})`));
  const event = { user: { app_metadata: {}, user_metadata: {}, ...user }, authorization, request: parameters(request), secrets: {}, transaction: { metadata: {} } };
  const modules = actions.filter(({ bound, deployed }) => bound !== false && deployed !== false).map(({ code }) => JSON.stringify(code));
  return `(() => {${PRELUDE}
let user = JSON.parse(${JSON.stringify(JSON.stringify(user))});
let context = JSON.parse(${JSON.stringify(JSON.stringify(context))});
const configuration = JSON.parse(${JSON.stringify(JSON.stringify(configuration))});
for (const text of [${texts.join(", ")}]) {
  let called = false;
  try {
    eval(text)(user, context, (error, nextUser, nextContext) => { called = !error; if (nextUser) user = nextUser; if (nextContext) context = nextContext; });
    while (timers.length) timers.shift()();
  } catch (error) {
    called = false;
  }
  if (!called) break;
}
const claims = (object) => ({ setCustomClaim(name, value) { object[name] = value; } });
for (const text of [${modules.join(", ")}]) {
  const event = JSON.parse(${JSON.stringify(JSON.stringify(event))});
  const api = { idToken: claims(context.idToken), accessToken: claims(context.accessToken), access: { deny() {} }, transaction: { setMetadata() {} }, user: { setAppMetadata() {} } };
  const module = { exports: {} };
  try {
    eval("(function (exports, require, module) {" + text + "\\n})")(module.exports, require, module);
    const [handler] = Object.values(module.exports);
    const done = handler && handler(event, api);
    if (done) done.catch(() => {});
    while (timers.length) timers.shift()();
  } catch (error) {
    break;
  }
}
return JSON.stringify([context.idToken, context.accessToken]);
})()`;
}
