// Each member that rules and Actions can read.
import { FLOWS } from "../scenario.mjs";
import { inAction, inMachineAction, inRule, looks, ON_API, ON_CONTEXT, ON_MACHINE, resumed } from "../login.mjs";

const ORGANIZATION = { organization: { id: "org_1", name: "acme", display_name: "Acme", metadata: { tier: "gold" } } };
const RISK = { confidence: "low", version: "1", assessments: { UntrustedIP: { confidence: "low", code: "found_on_deny_list" }, NewDevice: { confidence: "high", code: "match" }, ImpossibleTravel: { confidence: "neutral", code: "not_evaluated" } } };

const CALLS = "Object.entries(api).map(([group, calls]) => `${group}: ${Object.keys(calls).sort()}`).sort()";
const LISTS = [CALLS, "Object.keys(event).sort()", "Object.keys(event.request).sort()"];

export default [
  ...looks(inRule, ON_CONTEXT, ["Object.keys(context).sort()", "Object.keys(context.request).sort()", "Object.keys(user).sort()"]),
  ...looks(inAction, ON_API, [...LISTS, "Object.keys(event.user).sort()"]),
  ...looks(inMachineAction, ON_MACHINE, LISTS.map((text) => `${text} /* machine */`), FLOWS.machine),
  ["the calls of api after a redirect", { ...FLOWS.resumed, actions: [resumed(`console.log(${CALLS});`)] }],
  ...looks(inRule, ON_CONTEXT, [
    "user.user_id", "user.email", "user.email_verified", "user.name", "user.nickname", "user.given_name", "user.family_name", "user.picture", "user.username", "user.phone_number", "user.phone_verified", "user.created_at",
    "user.updated_at", "user.last_password_reset", "user.multifactor", "user.identities.map((identity) => Object.keys(identity).sort())", "user.identities[1].access_token", "user.identities[1].profileData.email",
    "user.identities[0].userId", "user.user_metadata", "user.user_metadata.theme.dark", "user.app_metadata", "user.plan", "user.roles", "user.missing", "user.missing.member",
  ]),
  ...looks(inRule, ON_CONTEXT, [
    "context.tenant", "context.clientID", "context.clientName", "context.clientMetadata", "context.connectionID", "context.connection", "context.connectionStrategy", "context.connectionOptions", "context.connectionMetadata",
    "context.jwtConfiguration", "context.protocol", "context.riskAssessment", "context.stats", "context.sso", "context.accessToken", "context.accessToken.scope", "Object.keys(context.idToken)", "context.multifactor", "context.redirect",
    "context.sessionID", "context.request.ip", "context.request.hostname", "context.request.userAgent", "context.request.method", "context.request.query", "context.request.body", "context.request.geoip",
    "context.authentication.methods", "context.authorization.roles", "context.organization", "context.primaryUser", "context.clientId", "context.id_token", "context.request.query.scope.split(' ')", "context.request.query.nonce.length",
  ]),
  ...looks(inRule, ON_CONTEXT, ["context.organization", "context.organization.name"].map((text) => `${text} /* organisation */`), ORGANIZATION),
  ...looks(inRule, ON_CONTEXT, ["context.riskAssessment.confidence", "context.riskAssessment.assessments.NewDevice"].map((text) => `${text} /* captured */`), { overrides: { context: { riskAssessment: RISK } } }),
  ...looks(inRule, ON_CONTEXT, ["auth0.domain", "auth0.baseUrl", "typeof auth0.accessToken", "Object.keys(auth0.users).sort()", "configuration.NAMESPACE", "configuration.LIMIT", "configuration.OTHER", "Object.keys(configuration)", "global === globalThis", "new UnauthorizedError('no').message", "new UnauthorizedError('no') instanceof Error", "[typeof event, typeof api, typeof exports]"]),
  ...looks(inAction, ON_API, [
    "event.client.client_id", "event.client.name", "event.client.metadata", "event.connection.id", "event.connection.name", "event.connection.strategy", "event.connection.metadata", "event.authentication.methods",
    "event.authentication.riskAssessment", "event.authorization.roles", "event.custom_domain", "event.organization", "event.prompt", "event.refresh_token", "event.request.ip", "event.request.method", "event.request.hostname",
    "event.request.user_agent", "event.request.language", "event.request.body", "event.request.query.scope", "event.request.query.state", "event.request.geoip", "event.request.geoip.countryCode", "event.request.geoip.country_code",
    "event.resource_server.identifier", "event.secrets", "event.session.id", "event.stats.logins_count", "event.tenant.id", "event.transaction.locale", "event.transaction.protocol", "event.transaction.redirect_uri",
    "event.transaction.requested_scopes", "event.transaction.response_type", "event.transaction.state", "event.transaction.metadata", "event.security_context", "event.agent",
  ].filter((text) => text !== "event.transaction.locale")),
  ...looks(inAction, ON_API, [
    "event.user.user_id", "event.user.email", "event.user.email_verified", "event.user.name", "event.user.nickname", "event.user.given_name", "event.user.family_name", "event.user.picture", "event.user.username",
    "event.user.phone_number", "event.user.phone_verified", "event.user.created_at", "event.user.updated_at", "event.user.last_password_reset", "event.user.multifactor", "event.user.app_metadata", "event.user.user_metadata",
    "event.user.identities.map((identity) => [identity.user_id, identity.userId, identity.access_token])", "event.user.identities[1].profileData", "event.user.plan", "event.user.missing", "event.user.missing.member",
    "[typeof user, typeof context, typeof callback, typeof auth0, typeof configuration]",
  ]),
  ...looks(inAction, ON_API, ["event.transaction.acr_values", "event.transaction.login_hint", "event.transaction.prompt", "event.transaction.response_mode", "event.transaction.ui_locales", "event.transaction.locale"].map((text) => `${text} /* asked for */`), {
    request: { query: { acr_values: "urn:acr:1 urn:acr:2", login_hint: "ada@acme.com", prompt: "login consent", response_mode: "query", ui_locales: "fr en" } },
  }),
  ...looks(inAction, ON_API, ["event.organization", "event.organization.metadata.tier"].map((text) => `${text} /* organisation */`), ORGANIZATION),
  ...looks(inAction, ON_API, ["event.custom_domain.domain", "event.request.hostname"].map((text) => `${text} /* custom domain */`), { request: { hostname: "login.acme.com" } }),
  ...looks(inAction, ON_API, [
    "event.agent", "event.authentication.riskAssessment.assessments.NewDevice.code", "event.client.refresh_token.policies", "event.prompt", "event.refresh_token", "event.request.asn", "event.security_context.ja4", "event.session.device",
    "event.session.clients.map((client) => client.client_id)", "event.session.cookie", "event.session_transfer_token.scope", "event.transaction.id", "event.transaction.linking_id", "event.transaction.correlation_id",
    "event.transaction.actor", "event.transaction.subject_token_type", "event.transaction.requested_authorization_details", "event.user.enrolledFactors", "event.transaction.metadata.step",
  ].map((text) => `${text} /* captured */`), {
    overrides: {
      event: {
        agent: { agent_id: "a_1", name: "Helper", agent_metadata: {} },
        authentication: { riskAssessment: RISK },
        client: { refresh_token: { policies: [{ audience: "https://api.acme.com", scope: ["read:orders"] }] } },
        prompt: { id: "ap_1", fields: { lang: "de" }, vars: {} },
        refresh_token: { id: "rt_1", created_at: "2026-05-01T00:00:00.000Z", device: { initial_ip: "198.51.100.7" }, rotating: true },
        request: { asn: "64496" },
        security_context: { ja3: "3", ja4: "4" },
        session: { device: { last_ip: "198.51.100.7" }, clients: [{ client_id: "client_9" }, { client_id: "client_1" }], cookie: { mode: "persistent" } },
        session_transfer_token: { client_id: "native", scope: ["openid"], request: {} },
        transaction: { id: "t_1", linking_id: "l_1", correlation_id: "c_1", actor: { sub: "auth0|9" }, subject_token_type: "urn:acme:legacy", requested_authorization_details: [{ type: "payment" }], metadata: { step: 2 } },
        user: { enrolledFactors: [{ type: "phone", options: {} }] },
      },
    },
  }),
  ...looks(inMachineAction, ON_MACHINE, [
    "event.accessToken.customClaims", "event.accessToken.scope", "event.client.client_id", "event.client.metadata", "event.request.body", "event.request.query", "event.request.ip", "event.request.user_agent", "event.request.geoip.cityName",
    "event.resource_server.identifier", "event.secrets", "event.tenant.id", "event.transaction.requested_scopes", "event.user", "event.connection", "event.organization", "event.custom_domain", "Object.keys(api).sort()", "typeof api.idToken",
  ].map((text) => `${text} /* machine */`), FLOWS.machine),
];
