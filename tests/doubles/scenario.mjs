// The login that every script starts from: everything that a script can read has a value of its own.

const API = "https://api.acme.com";

/** An interactive login with a JWT for an API. */
export const FULL = {
  now: "2026-06-01T00:00:00Z",
  tenant: { domain: "acme.eu.auth0.com", custom_domains: ["login.acme.com"] },
  client: { client_id: "client_9", name: "Shop", client_metadata: { team: "blue", tier: "2" }, addons: { samlp: {} } },
  resource_servers: [{ identifier: API, scopes: [{ value: "read:orders" }, { value: "write:orders" }] }],
  connection: { id: "con_9", name: "Staff", strategy: "auth0", metadata: { region: "eu" } },
  request: {
    method: "GET", path: "/authorize", ip: "198.51.100.7", user_agent: "Browser/1", headers: { "accept-language": "de" },
    query: { client_id: "client_9", response_type: "code", scope: "openid profile read:orders", audience: API, redirect_uri: "https://shop.acme.com/cb", state: "st", protocol: "oauth2" },
    body: {},
    geoip: { country_code: "FR", country_code3: "FRA", country_name: "France", city_name: "Paris", latitude: 48.8, longitude: 2.3, time_zone: "Europe/Paris", continent_code: "EU", subdivision_code: "75", subdivision_name: "Ville de Paris" },
  },
  user: {
    user_id: "auth0|7", email: "ada@acme.com", email_verified: true, name: "Ada Byron", nickname: "ada", given_name: "Ada", family_name: "Byron", picture: "https://cdn.acme.com/ada.png", username: "ada7",
    phone_number: "+4930123456", phone_verified: true, created_at: "2020-01-02T03:04:05.678Z", updated_at: "2026-05-06T07:08:09.010Z", last_password_reset: "2025-01-01T00:00:00.000Z", multifactor: ["guardian"],
    identities: [
      { connection: "Staff", provider: "auth0", user_id: "7", isSocial: false },
      { connection: "google-oauth2", provider: "google-oauth2", user_id: "77", isSocial: true, access_token: "ya29.x", refresh_token: "1//x", expires_in: 3600, profileData: { email: "ada@gmail.com" } },
    ],
    user_metadata: { lang: "en", theme: { dark: true } },
    app_metadata: { plan: "gold", roles: ["editor"] },
  },
  authorization: { roles: ["admin", "editor"] },
  authentication: { methods: [{ name: "pwd", timestamp: "2026-05-31T23:59:30.000Z" }, { name: "mfa", timestamp: "2026-05-31T23:59:50.000Z" }] },
  session: { id: "ses_9" },
  stats: { logins_count: 5 },
  configuration: { NAMESPACE: "https://acme.com/", LIMIT: "3" },
};

const machine = {
  method: "POST", path: "/oauth/token",
  query: Object.fromEntries(Object.keys(FULL.request.query).map((name) => [name, null])),
};

/** Requests of other flows, as changes to that login. */
export const FLOWS = {
  silent: { request: { query: { prompt: "none" } } },
  password: { request: { ...machine, body: { grant_type: "http://auth0.com/oauth/grant-type/password-realm", realm: "Staff", username: "ada", password: "secret", scope: "openid read:orders", audience: API } } },
  refresh: { request: { ...machine, body: { grant_type: "refresh_token", refresh_token: "v1.x", client_id: "client_9" } } },
  device: { request: { ...machine, body: { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: "d", client_id: "client_9" } } },
  passwordless: { request: { ...machine, body: { grant_type: "http://auth0.com/oauth/grant-type/passwordless/otp", realm: "email", username: "ada@acme.com", otp: "123456", scope: "openid", audience: API } } },
  saml: { request: { path: "/samlp/client_9", query: { ...machine.query, SAMLRequest: "x" } } },
  resumed: { request: { path: "/continue", query: { ...machine.query, state: "st" } } },
  machine: { request: { ...machine, body: { grant_type: "client_credentials", client_id: "client_9", client_secret: "s", audience: API, scope: "read:orders" } } },
};
