// Each method of `api`: its ordinary use, what it returns, and what it refuses.
import { FLOWS } from "../scenario.mjs";
import { action, machineAction, resumed } from "../login.mjs";

/** A login with one Action. */
const one = (title, body, login = {}, more = {}) => [title, { ...login, actions: [action(body, more)] }];
const machine = (title, body) => [title, { ...FLOWS.machine, actions: [machineAction(body)] }];
/** Whether each call is refused; what the refusal says is documented nowhere. */
const refused = (title, calls, login = {}, make = one) => make(`${title}, refused`, `for (const call of [\n${calls.map((call) => `  () => ${call},`).join("\n")}\n]) {\n  try {\n    call();\n    console.log("accepted");\n  } catch (error) {\n    console.log("refused", error instanceof Error);\n  }\n}`, login);

const SETTINGS = {
  Audience: "urn:shop", Recipient: "https://shop.acme.com/acs", Destination: "https://shop.acme.com/acs", Issuer: "urn:acme", CreateUpnClaim: false, PassthroughClaimsWithNoMapping: false, MapUnknownClaimsAsIs: true, MapIdentities: false,
  SignatureAlgorithm: "rsa-sha256", DigestAlgorithm: "sha256", LifetimeInSeconds: 600, SignResponse: true, NameIdentifierFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  NameIdentifierProbes: ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"], AuthnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:Password", TypedAttributes: false, IncludeAttributeNameFormat: false,
  SigningCert: "CERT", EncryptionCert: "CERT", EncryptionPublicKey: "KEY", EncryptionAlgorithm: "http://www.w3.org/2001/04/xmlenc#aes256-cbc", Cert: "CERT", Key: "KEY", RelayState: "r",
};

export default [
  one("access.deny", `const returned = api.access.deny("not today");\nconsole.log(returned === api);`),
  one("access.deny: the first reason counts", `api.access.deny("first").access.deny("second");`),
  one("access.deny: the rest of the function runs", `api.access.deny("no");\nconsole.log("still here");\napi.idToken.setCustomClaim("https://acme.com/late", 1);\napi.user.setAppMetadata("denials", 1);`),
  one("access.deny, then an exception", `api.access.deny("no");\nthrow new Error("broken");`),
  ["access.deny: later Actions do not run", { actions: [action(`api.access.deny("no");`, { name: "Deny" }), action(`console.log("not reached");`, { name: "Later" })] }],
  one("access.deny in a password grant", `api.access.deny("no");`, FLOWS.password),
  one("access.deny in a refresh exchange", `api.access.deny("revoked");`, FLOWS.refresh),
  one("accessToken.setCustomClaim", `console.log(api.accessToken.setCustomClaim("https://acme.com/plan", event.user.app_metadata.plan) === api);\napi.accessToken.setCustomClaim("https://acme.com/roles", event.authorization.roles);`),
  one("accessToken.setCustomClaim: the last value counts", `api.accessToken.setCustomClaim("https://acme.com/x", 1);\napi.accessToken.setCustomClaim("https://acme.com/x", 2);`),
  one("accessToken.addScope", `console.log(api.accessToken.addScope("write:orders") === api);\napi.accessToken.addScope("write:orders");`),
  one("accessToken.addScope: one that the API does not define", `api.accessToken.addScope("anything");`),
  one("accessToken.removeScope", `console.log(api.accessToken.removeScope("read:orders") === api);\napi.accessToken.removeScope("never:granted");`),
  one("accessToken.removeScope and addScope again", `api.accessToken.removeScope("read:orders");\napi.accessToken.addScope("read:orders");`),
  one("accessToken.removeScope: openid", `api.accessToken.removeScope("openid");\napi.accessToken.setCustomClaim("https://acme.com/x", 1);`),
  one("accessToken: calls that do not exist", `console.log(typeof api.accessToken.setClaim, typeof api.accessToken.setScope, typeof api.idToken.setClaim, typeof api.idToken.addClaim, typeof api.setCustomClaim);`),
  one("idToken.setClaim does not exist", `api.idToken.setClaim("https://acme.com/x", 1);`),
  one("accessToken.setScope does not exist", `await null;\napi.accessToken.setScope(["openid"]);`),
  one("idToken.setCustomClaim", `console.log(api.idToken.setCustomClaim("https://acme.com/plan", event.user.app_metadata.plan) === api);`),
  one("idToken.setCustomClaim: values", `const claims = { text: "a", empty: "", number: 1.5, zero: 0, no: false, nothing: null, list: [1, [2]], object: { a: { b: 1 } }, date: new Date(0), not: NaN, endless: Infinity, undefined, call() {}, inside: { gone: undefined, list: [undefined, () => 1] }, json: { toJSON: () => "seen" }, map: new Map([[1, 2]]), error: new Error("x"), regexp: /a/ };\nfor (const [name, value] of Object.entries(claims)) api.idToken.setCustomClaim(\`https://acme.com/\${name}\`, value);`),
  one("idToken.setCustomClaim: the value as it is at the call", `const roles = ["a"];\napi.idToken.setCustomClaim("https://acme.com/roles", roles);\nroles.push("b");`),
  one("setters chained", `api.idToken.setCustomClaim("https://acme.com/a", 1).accessToken.setCustomClaim("https://acme.com/b", 2).accessToken.addScope("write:orders").user.setAppMetadata("c", 3).transaction.setMetadata("d", 4);`),
  one("setters taken off api", `const { setCustomClaim } = api.idToken;\nsetCustomClaim("https://acme.com/a", 1);\nconst { addScope } = api.accessToken;\naddScope("write:orders");`),
  one("claims for both tokens in a loop", `for (const target of [api.idToken, api.accessToken]) {\n  for (const [name, value] of Object.entries(event.user.app_metadata)) target.setCustomClaim(\`https://acme.com/\${name}\`, value);\n}`),

  ...["challengeWith", "enrollWith"].flatMap((name) => [
    one(`authentication.${name}`, `api.authentication.${name}({ type: "otp" }, { additionalFactors: [{ type: "phone", options: { preferredMethod: "both" } }] });`),
    ["authentication." + name + " in a password grant", { ...FLOWS.password, actions: [action(`api.authentication.${name}({ type: "otp" });`, { name: "Ask" }), action(`console.log("not reached");`, { name: "Later" })] }],
  ]),
  ...["challengeWithAny", "enrollWithAny"].flatMap((name) => [
    one(`authentication.${name}`, `api.authentication.${name}([{ type: "otp" }, { type: "phone" }]);\napi.idToken.setCustomClaim("https://acme.com/asked", true);`),
    one(`authentication.${name} in a password grant`, `api.authentication.${name}([{ type: "otp" }]);`, FLOWS.password),
  ]),
  one("authentication.recordMethod is not there before a redirect", `console.log(typeof api.authentication.recordMethod);`),
  ["authentication.recordMethod", { ...FLOWS.resumed, actions: [resumed(`console.log(api.authentication.recordMethod("https://acme.com/quiz") === api);`)] }],
  one("authentication.setPrimaryUser", `api.authentication.setPrimaryUser("auth0|primary");`),
  refused("authentication.setPrimaryUser", [`api.authentication.setPrimaryUser("auth0|".padEnd(129, "1"))`, `api.authentication.setPrimaryUser("auth0|".padEnd(128, "1"))`, `api.authentication.setPrimaryUser("auth0|2")`]),
  ["authentication.setPrimaryUser: twice in two Actions", { actions: [action(`api.authentication.setPrimaryUser("auth0|1");`, { name: "First" }), action(`api.authentication.setPrimaryUser("auth0|2");`, { name: "Second" })] }],
  ["authentication.setPrimaryUser after a rule did", { rules: [{ name: "Link", script: `function (user, context, callback) { context.primaryUser = "auth0|rule"; callback(null, user, context); }` }], actions: [action(`try {\n  api.authentication.setPrimaryUser("auth0|action");\n} catch (error) {\n  console.log(error instanceof Error);\n}`)] }],

  one("cache.set", `console.log(api.cache.set("key", "value"));`),
  one("cache.get", `console.log(api.cache.get("key"));\napi.cache.set("key", "value", { ttl: 1000 });\nconsole.log(api.cache.get("key"));`),
  one("cache.delete", `api.cache.set("key", "value");\nconsole.log(api.cache.delete("key"), api.cache.get("key"));`),
  one("cache.set: lifetimes", `for (const options of [undefined, {}, { ttl: 1 }, { ttl: 90000000 }, { expires_at: Date.now() + 7 }, { expires_at: Date.now() + 90000000 }]) console.log(api.cache.set("key", "value", options).record.expires_at - Date.now());`),
  one("cache.get: after it has expired", `api.cache.set("key", "value", { ttl: 20 });\nawait new Promise((resolve) => setTimeout(resolve, 19));\nconsole.log(typeof api.cache.get("key"));\nawait new Promise((resolve) => setTimeout(resolve, 1));\nconsole.log(typeof api.cache.get("key"));`),
  one("cache.set: limits of one entry", `for (const [key, value] of [["k".repeat(64), "v"], ["k".repeat(65), "v"], ["ä".repeat(33), "v"], ["a", "v".repeat(4096)], ["a", "v".repeat(4097)], ["n", 1], ["o", {}]]) console.log(api.cache.set(key, value).type);`),
  one("cache.set: limits of all entries", `console.log(api.cache.set("a", "v".repeat(4095)).type, api.cache.set("b", "v".repeat(4095)).type, api.cache.set("c", "").type, api.cache.set("b", "x").type, api.cache.set("c", "").type);`),
  one("cache.set: twenty entries", `for (let index = 0; index < 20; index += 1) api.cache.set(\`key \${index}\`, "v");\nconsole.log(api.cache.set("one more", "v").type, api.cache.set("key 3", "w").type);\napi.cache.delete("key 3");\nconsole.log(api.cache.set("one more", "v").type);`),
  one("cache.set: already expired", `const { type, code } = api.cache.set("key", "value", { expires_at: Date.now() - 1 });\nconsole.log(type, code);`),
  ["cache across Actions", { actions: [action(`api.cache.set("token", JSON.stringify({ a: 1 }), { ttl: 60000 });`, { name: "First" }), action(`console.log(JSON.parse(api.cache.get("token").value));\napi.cache.delete("token");`, { name: "Second" }), action(`console.log(api.cache.get("token"));`, { name: "Third" })] }],

  one("groups.hasGroupMembership is a promise", `console.log(api.groups.hasGroupMembership("grp_1") instanceof Promise, api.groups.getUserGroups() instanceof Promise);`),
  ...["none", "guardian", "google-authenticator", "duo", "any"].map((provider) => one(`multifactor.enable: ${provider}`, `console.log(api.multifactor.enable("${provider}", { allowRememberBrowser: false }) === api);`)),
  one("multifactor.enable in a password grant", `api.multifactor.enable("any");`, FLOWS.password),
  one("multifactor.enable none in a password grant", `api.multifactor.enable("none");`, FLOWS.password),
  refused("multifactor.enable", [`api.multifactor.enable("sms")`, `api.multifactor.enable()`, `api.multifactor.enable("any")`]),
  one("prompt.render", `api.prompt.render("ap_1", { fields: { lang: event.user.user_metadata.lang }, vars: { plan: "gold" } });`),
  ["prompt.render: later Actions wait", { actions: [action(`api.prompt.render("ap_1");\napi.idToken.setCustomClaim("https://acme.com/x", 1);`, { name: "Ask" }), action(`console.log("not reached");`, { name: "Later" })] }],
  one("prompt.render with prompt=none", `api.prompt.render("ap_1");`, FLOWS.silent),

  ...Object.entries({ "in the browser": {}, silently: FLOWS.silent, "in a password grant": FLOWS.password, "in a refresh exchange": FLOWS.refresh }).map(([title, login]) => one(`redirect.canRedirect ${title}`, `console.log(api.redirect.canRedirect());`, login)),
  one("redirect.sendUserTo", `console.log(api.redirect.sendUserTo("https://acme.com/terms") === api);`),
  one("redirect.sendUserTo: query", `api.redirect.sendUserTo("https://acme.com/terms?v=2", { query: { lang: "de", note: "a & b", n: 1 } });`),
  one("redirect.sendUserTo where none is possible", `api.redirect.sendUserTo("https://acme.com/terms");`, FLOWS.silent),
  one("redirect.sendUserTo in a refresh exchange", `api.redirect.sendUserTo("https://acme.com/terms");`, FLOWS.refresh),
  one("redirect.sendUserTo, then a denial", `api.redirect.sendUserTo("https://acme.com/terms");\napi.access.deny("no");`),
  one("redirect.encodeToken", `const text = api.redirect.encodeToken({ secret: "s3cret", payload: { email: event.user.email, step: 2 } });\nconst { iat, exp, ...payload } = JSON.parse(Buffer.from(text.split(".")[1], "base64url"));\nconsole.log(text.split(".").length, exp - iat, Object.keys(payload).sort(), payload.sub, payload.ip, payload.iss, payload.email);`),
  one("redirect.encodeToken: lifetime and signature", `const jwt = require("jsonwebtoken");\nconst text = api.redirect.encodeToken({ secret: "s3cret", expiresInSeconds: 60, payload: { a: 1 } });\nconst payload = jwt.verify(text, "s3cret");\nconsole.log(payload.exp - payload.iat, payload.a);\ntry { jwt.verify(text, "other"); } catch (error) { console.log(error.name, error.message); }`),
  one("redirect.validateToken", `const jwt = require("jsonwebtoken");\nevent.request.query.session_token = jwt.sign({ sub: event.user.user_id, answer: 42 }, "s3cret", { expiresIn: 60 });\nconsole.log(api.redirect.validateToken({ secret: "s3cret" }).answer);`),
  one("redirect.validateToken: another parameter, in the body", `const jwt = require("jsonwebtoken");\nevent.request.body.answer = jwt.sign({ sub: event.user.user_id, answer: 42, state: "st" }, "s3cret", { expiresIn: 60 });\nconsole.log(api.redirect.validateToken({ secret: "s3cret", tokenParameterName: "answer" }).answer);`),
  one("redirect.validateToken, refused", `const jwt = require("jsonwebtoken");\nconst sign = (payload, secret = "s3cret", expiresIn = 60) => jwt.sign({ sub: event.user.user_id, ...payload }, secret, { expiresIn });\nfor (const text of [sign({}, "other"), sign({ sub: "auth0|8" }), sign({ state: "other" }), sign({}, "s3cret", -1), "a.b.c", "text", undefined]) {\n  event.request.query.session_token = text;\n  try {\n    api.redirect.validateToken({ secret: "s3cret" });\n    console.log("accepted");\n  } catch (error) {\n    console.log("refused", error instanceof Error);\n  }\n}`),
  one("redirect.validateToken: not caught", `api.redirect.validateToken({ secret: "s3cret" });`),

  ...[["revoke", `"reason"`], ["setExpiresAt", "1800000000000"], ["setIdleExpiresAt", "1800000000000"], ["setMetadata", `"device", "kiosk"`], ["deleteMetadata", `"device"`], ["evictMetadata", ""]].flatMap(([name, args]) => ["refreshToken", "session"].map((group) => one(`${group}.${name}`, `api.${group}.${name}(${args});\nconsole.log("done");`))).filter(([title]) => title !== "refreshToken.revoke" && title !== "session.revoke"),
  one("session.setCookieMode", `api.session.setCookieMode("persistent");`),
  one("roles.getUserEffectiveRoles", `const { roles } = await api.roles.getUserEffectiveRoles();\nconsole.log(roles.map((role) => role.name));`),
  one("roles.getUserEffectiveRolesByNames", `const { roles } = await api.roles.getUserEffectiveRolesByNames(["admin", "none"]);\napi.idToken.setCustomClaim("https://acme.com/roles", roles.map((role) => role.name));`),
  one("roles.getUserEffectiveRolesByIds", `const { roles } = await api.roles.getUserEffectiveRolesByIds([]);\nconsole.log(roles);`),
  one("roles: not awaited", `api.idToken.setCustomClaim("https://acme.com/roles", api.roles.getUserEffectiveRoles());`),
  ["rules.wasExecuted", { rules: [{ id: "rul_1", name: "Ran", script: "function (user, context, callback) { callback(null, user, context); }" }, { id: "rul_2", name: "Disabled", enabled: false, script: "function (user, context, callback) { callback(null, user, context); }" }], actions: [action(`console.log(api.rules.wasExecuted("rul_1"), api.rules.wasExecuted("rul_2"), api.rules.wasExecuted("rul_3"));`)] }],

  one("samlResponse.setAttribute", `console.log(api.samlResponse.setAttribute("https://acme.com/role", "admin") === api);\napi.samlResponse.setAttribute("roles", event.authorization.roles);\napi.samlResponse.setAttribute("count", event.stats.logins_count);\napi.samlResponse.setAttribute("ok", true);`, FLOWS.saml),
  one("samlResponse.setAttribute: null removes", `api.samlResponse.setAttribute("a", "x");\napi.samlResponse.setAttribute("b", "x");\napi.samlResponse.setAttribute("a", null);\napi.samlResponse.setAttribute("b", undefined);\napi.samlResponse.setAttribute("c", "x");`, FLOWS.saml),
  one("samlResponse.setAttribute: the last value counts", `api.samlResponse.setAttribute("a", "x").samlResponse.setAttribute("a", "y");`, FLOWS.saml),
  refused("samlResponse.setAttribute", [`api.samlResponse.setAttribute("n".repeat(1025), "x")`, `api.samlResponse.setAttribute("n".repeat(1024), "x")`, `api.samlResponse.setAttribute("v", "x".repeat(2049))`, `api.samlResponse.setAttribute("v", "x".repeat(2048))`], FLOWS.saml),
  one("samlResponse.setAttribute: hundred at most", `let count = 0;\ntry {\n  for (; count < 200; count += 1) api.samlResponse.setAttribute(\`a\${count}\`, "x");\n} catch (error) {\n  console.log(count);\n}`, FLOWS.saml),
  ...Object.entries(SETTINGS).map(([name, value]) => one(`samlResponse.set${name}`, `console.log(api.samlResponse.set${name}(${JSON.stringify(value)}) === api);`, FLOWS.saml)),

  one("transaction.setMetadata", `console.log(api.transaction.setMetadata("step", 2) === api, event.transaction.metadata);`),
  one("transaction.setMetadata: null removes", `api.transaction.setMetadata("a", "x").transaction.setMetadata("b", true);\napi.transaction.setMetadata("a", null);\nconsole.log(event.transaction.metadata);`),
  refused("transaction.setMetadata", [`api.transaction.setMetadata("a", {})`, `api.transaction.setMetadata("a", [1])`, `api.transaction.setMetadata("a", undefined)`, `api.transaction.setMetadata("a", NaN)`, `api.transaction.setMetadata("a", 2 ** 53)`, `api.transaction.setMetadata("k".repeat(65), "x")`, `api.transaction.setMetadata("k".repeat(64), "x")`, `api.transaction.setMetadata("v", "x".repeat(8193))`, `api.transaction.setMetadata("v", "x".repeat(8192))`, `api.transaction.setMetadata("w", "x".repeat(8192))`]),
  ["transaction.setMetadata across Actions", { actions: [action(`api.transaction.setMetadata("a", "x").transaction.setMetadata("b", 1);\nevent.transaction.metadata.c = "private";`, { name: "First" }), action(`console.log(event.transaction.metadata);\napi.transaction.setMetadata("b", null);`, { name: "Second" }), action(`console.log(event.transaction.metadata);`, { name: "Third" })] }],
  one("user.setAppMetadata", `console.log(api.user.setAppMetadata("plan", { name: "silver" }) === api, event.user.app_metadata.plan);`),
  one("user.setUserMetadata", `console.log(api.user.setUserMetadata("lang", null) === api, event.user.user_metadata.lang);`),
  ["user.setAppMetadata: not seen by the next Action", { actions: [action(`api.user.setAppMetadata("plan", "silver").user.setUserMetadata("lang", "fr");`, { name: "First" }), action(`console.log(event.user.app_metadata.plan, event.user.user_metadata.lang, event.user.plan);`, { name: "Second" })] }],
  one("user: metadata and a denial", `api.user.setAppMetadata("attempts", 3);\napi.access.deny("no");\napi.user.setUserMetadata("seen", true);`),
  one("validation.error", `api.validation.error("invalid_phone", "the number has no country");`),
  ["validation.error: later Actions do not run", { actions: [action(`api.validation.error("invalid_phone", "no");\nconsole.log("still here");`, { name: "First" }), action(`console.log("not reached");`, { name: "Second" })] }],

  ...["invalid_scope", "invalid_request", "server_error"].map((code) => machine(`access.deny for a machine: ${code}`, `console.log(api.access.deny("${code}", "not for you") === api);`)),
  refused("access.deny for a machine", [`api.access.deny("no")`, `api.access.deny("access_denied", "no")`], FLOWS.machine, (title, body) => machine(title, body)),
  machine("accessToken.setCustomClaim for a machine", `console.log(api.accessToken.setCustomClaim("https://acme.com/tier", event.client.metadata.tier) === api);`),
  machine("cache for a machine", `api.cache.set("key", "value");\nconsole.log(api.cache.get("key").value, api.cache.delete("key"));`),
  machine("idToken for a machine", `api.idToken.setCustomClaim("https://acme.com/x", 1);`),
  machine("addScope for a machine", `api.accessToken.addScope("read:orders");`),
  machine("user for a machine", `console.log(event.user.email);`),
  machine("transaction scopes for a machine", `console.log(api.transaction.addTargetScope("write:orders") === api, api.transaction.removeTargetScope("read:orders") === api, api.transaction.setTargetScopes(["read:orders"]) === api, api.transaction.clearTargetScopes() === api);`),
  ["two Actions for a machine", { ...FLOWS.machine, actions: [machineAction(`api.accessToken.setCustomClaim("https://acme.com/a", 1);`, { name: "First" }), machineAction(`api.accessToken.setCustomClaim("https://acme.com/b", 2);\napi.accessToken.setCustomClaim("https://acme.com/a", 3);`, { name: "Second" }), action(`console.log("not reached");`, { name: "After login" })] }],
  ["a denial for a machine ends the exchange", { ...FLOWS.machine, actions: [machineAction(`api.access.deny("server_error", "no");\nconsole.log("still here");`, { name: "First" }), machineAction(`console.log("not reached");`, { name: "Second" })] }],
];
