// What kind of login a request is, as scripts are told (domain.md §1.10, §5.3).

const GRANTS = {
  authorization_code: "oidc-basic-profile",
  refresh_token: "oauth2-refresh-token",
  password: "oauth2-password",
  "http://auth0.com/oauth/grant-type/password-realm": "oauth2-password",
  "http://auth0.com/oauth/grant-type/passwordless/otp": "oauth2-password",
  "urn:ietf:params:oauth:grant-type:device_code": "oauth2-device-code",
  "urn:ietf:params:oauth:grant-type:token-exchange": "oauth2-token-exchange",
  "urn:okta:params:oauth:grant-type:webauthn": "oauth2-webauthn",
  "urn:openid:params:grant-type:ciba": "oidc-ciba",
};

function authorize(responseType = "code") {
  const types = responseType.split(" ");
  if (!types.includes("code")) return "oidc-implicit-profile";
  return types.length > 1 ? "oidc-hybrid-profile" : "oidc-basic-profile";
}

/** The protocol, and what follows from the request. */
export function flowOf({ request }) {
  const { path, query, body } = request;
  const grant = path === "/oauth/token" ? body.grant_type : undefined;
  const protocol = path.startsWith("/samlp/") ? "samlp"
    : path.startsWith("/wsfed/") ? "wsfed"
      : path === "/continue" ? "redirect-callback"
        : path === "/oauth/ro" ? "oauth2-resource-owner"
          : path === "/authorize" ? authorize(query.response_type) : GRANTS[grant];
  const password = protocol === "oauth2-password" || protocol === "oauth2-resource-owner";
  const parameters = { ...query, ...body };
  return {
    protocol,
    machine: grant === "client_credentials",
    resumed: protocol === "redirect-callback",
    password,
    saml: protocol === "samlp",
    interactive: !password && protocol !== "oauth2-refresh-token" && query.prompt !== "none",
    parameters,
    scopes: parameters.scope === undefined ? undefined : parameters.scope.split(" "),
    audience: parameters.audience,
  };
}
