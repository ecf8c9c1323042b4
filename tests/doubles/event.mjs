// What an Action is given to read (domain.md §5.2, §5.5).
import { patch, rootOf } from "./rules.mjs";

const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
/** Parameters that left `event.request` on 2025-09-16, and the password. */
const REMOVED = ["auth_session", "authn_response", "client_secret", "client_assertion", "refresh_token", "password"];
const TOKENS_OF_PROVIDERS = ["access_token", "refresh_token", "access_token_secret", "expires_in"];

const without = (object, names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
const words = (text) => text?.split(" ");

function requestOf({ tenant, request }) {
  const language = Object.entries(request.headers ?? {}).find(([name]) => name.toLowerCase() === "accept-language")?.[1];
  return {
    ip: request.ip,
    method: request.method,
    hostname: request.hostname ?? tenant.domain,
    query: without(request.query, REMOVED),
    body: without(request.body, REMOVED),
    geoip: Object.fromEntries(Object.entries(request.geoip).map(([name, value]) => [camel(name), value])),
    user_agent: request.user_agent,
    ...(language && { language }),
  };
}

function transactionOf({ request: { query } }, flow) {
  return {
    acr_values: words(query.acr_values),
    locale: words(query.ui_locales)?.[0],
    login_hint: query.login_hint,
    prompt: words(query.prompt),
    protocol: flow.resumed ? undefined : flow.protocol,
    redirect_uri: query.redirect_uri,
    requested_scopes: flow.password ? undefined : flow.scopes,
    response_mode: query.response_mode,
    response_type: words(query.response_type),
    state: query.state,
    ui_locales: words(query.ui_locales),
    metadata: {},
  };
}

function userOf(profile) {
  const identities = profile.identities?.map((identity) => ({ ...without(identity, TOKENS_OF_PROVIDERS), userId: identity.user_id }));
  return { ...rootOf(profile), app_metadata: profile.app_metadata ?? {}, user_metadata: profile.user_metadata ?? {}, ...(identities && { identities }) };
}

/** The event of one Action. `metadata` is that of the transaction so far. */
export function eventOf(scenario, flow, profile, action, metadata) {
  const { tenant, client, connection, organization, session, authentication, authorization, stats, overrides } = scenario;
  const common = {
    client: { client_id: client.client_id, name: client.name, metadata: client.client_metadata },
    request: requestOf(scenario),
    resource_server: { identifier: flow.audience ?? `https://${tenant.domain}/userinfo` },
    secrets: action.secrets ?? {},
    tenant: { id: tenant.domain.split(".")[0] },
    ...(organization && { organization }),
  };
  const hostname = scenario.request.hostname;
  if (tenant.custom_domains?.includes(hostname)) common.custom_domain = { domain: hostname, domain_metadata: {} };
  const event = flow.machine ? {
    ...common,
    request: without(common.request, ["query"]),
    accessToken: { customClaims: {}, scope: flow.scopes ?? [] },
    transaction: { requested_scopes: flow.scopes ?? [] },
  } : {
    ...common,
    authentication: { methods: authentication.methods.map(({ name, timestamp }) => ({ name, timestamp: new Date(timestamp).toISOString() })) },
    authorization: { roles: authorization.roles },
    connection: { id: connection.id, name: connection.name, strategy: connection.strategy, metadata: connection.metadata },
    ...(!flow.password && { session }),
    stats: { logins_count: stats.logins_count },
    transaction: transactionOf(scenario, flow),
    user: userOf(profile),
  };
  const patched = patch(structuredClone(event), overrides?.event ?? {});
  if (!flow.machine) patched.transaction.metadata = { ...(metadata ?? patched.transaction.metadata) };
  return patched;
}
