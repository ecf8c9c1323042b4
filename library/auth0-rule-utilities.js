// What rules use of @auth0/rule-utilities: the redirect with a signed session token, as the package documents it.
const jwt = require("jsonwebtoken");

const REFUSED = ["oauth2-resource-owner", "oauth2-refresh-token", "oauth2-password", "redirect-callback"];

class Auth0RedirectRule {
  constructor(user, context, configuration) {
    const { SESSION_TOKEN_SECRET, SESSION_TOKEN_EXPIRES_IN } = configuration;
    if (!SESSION_TOKEN_SECRET) throw new Error("Missing required SESSION_TOKEN_SECRET configuration");
    this.sessionTokenSecret = SESSION_TOKEN_SECRET;
    this.sessionTokenExpiresIn = SESSION_TOKEN_EXPIRES_IN || "3d";
    this.user = user;
    this.context = context;
    this.queryParams = (context.request && context.request.query) || {};
    this.bodyParams = (context.request && context.request.body) || {};
  }
  get isRedirectCallback() { return this.context.protocol === "redirect-callback"; }
  get canRedirect() {
    const { context, queryParams } = this;
    return !REFUSED.includes(context.protocol) && queryParams.prompt !== "none" && !(context.redirect && context.redirect.url) && !context.multifactor;
  }
  createSessionToken(additionalClaims = {}) {
    const claims = { iss: this.context.request.hostname, sub: this.user.user_id, email: this.user.email, ip: this.context.request.ip, ...additionalClaims };
    return jwt.sign(claims, this.sessionTokenSecret, { expiresIn: this.sessionTokenExpiresIn });
  }
  validateSessionToken() {
    const token = this.bodyParams.token || this.queryParams.token || this.queryParams.session_token;
    const options = { issuer: this.context.request.hostname, subject: this.user.user_id };
    return jwt.verify(token, this.sessionTokenSecret, options);
  }
  doRedirect(url, sessionTokenClaims = {}) {
    if (!url) throw new Error("Missing required url");
    if (!this.canRedirect) return false;
    const separator = url.includes("?") ? "&" : "?";
    this.context.redirect = { url: `${url}${separator}session_token=${this.createSessionToken(sessionTokenClaims)}` };
    return true;
  }
}

module.exports = { Auth0RedirectRule };
