// How Actions run: modules, promises, errors, several of them, a redirect and its end.
import { FLOWS } from "../scenario.mjs";
import { action, resumed } from "../login.mjs";

const one = (title, body, login = {}) => [title, { ...login, actions: [action(body)] }];
const module = (title, code, login = {}) => [title, { ...login, actions: [{ name: "Action", code }] }];
const several = (title, ...bodies) => [title, { actions: bodies.map((body, index) => action(body, { name: `Action ${index + 1}` })) }];
const LATER = action(`console.log("later");\napi.idToken.setCustomClaim("https://acme.com/later", true);`, { name: "Later" });
const WAIT = "await new Promise((resolve) => setTimeout(resolve, 10));";
const resume = (title, body, query = {}, actions = []) => [title, { ...FLOWS.resumed, request: { ...FLOWS.resumed.request, query: { ...FLOWS.resumed.request.query, ...query } }, actions: [resumed(body, { id: "act_1", name: "Ask" }), ...actions] }];

export default [
  module("exports", `exports.onExecutePostLogin = async (event, api) => { api.idToken.setCustomClaim("https://acme.com/a", 1); };`),
  module("module.exports", `module.exports = { async onExecutePostLogin(event, api) { api.idToken.setCustomClaim("https://acme.com/a", typeof exports); } };`),
  module("a member of module.exports", `module.exports.onExecutePostLogin = function (event, api) { api.idToken.setCustomClaim("https://acme.com/a", 1); };`),
  module("a declared function", `async function handle(event, api) { api.idToken.setCustomClaim("https://acme.com/a", 1); }\nexports.onExecutePostLogin = handle;`),
  module("a plain function that returns a promise", `exports.onExecutePostLogin = (event, api) => new Promise((resolve) => setTimeout(resolve, 10)).then(() => { api.idToken.setCustomClaim("https://acme.com/a", 1); });`),
  module("a plain function that returns none", `exports.onExecutePostLogin = (event, api) => { setTimeout(() => api.idToken.setCustomClaim("https://acme.com/a", 1), 10); };`),
  module("a handler that calls another export", `exports.helper = (user) => user.email.split("@")[1];\nexports.onExecutePostLogin = async (event, api) => { api.idToken.setCustomClaim("https://acme.com/a", exports.helper(event.user)); };`),
  module("state of a module", `let count = 0;\nconst seen = [];\nconst note = (text) => { count += 1; seen.push(text); };\nnote("loaded");\nexports.onExecutePostLogin = async (event, api) => {\n  note("called");\n  console.log(count, seen);\n};`),
  module("modules of Node", `const crypto = require("crypto");\nconst { URL } = require("url");\nexports.onExecutePostLogin = async (event, api) => {\n  console.log(crypto.createHash("sha256").update(event.user.email).digest("hex"));\n  console.log(new URL("/a?b=c", "https://acme.com").href, require("querystring").stringify({ a: [1, 2] }));\n};`),
  module("lodash and jsonwebtoken", `const _ = require("lodash");\nconst jwt = require("jsonwebtoken");\nexports.onExecutePostLogin = async (event, api) => {\n  api.idToken.setCustomClaim("https://acme.com/plan", _.get(event, "user.app_metadata.plan", "free"));\n  console.log(jwt.sign({ sub: event.user.user_id }, event.secrets.KEY, { expiresIn: "1h" }));\n};`, {}),
  module("an exception while it loads", `const settings = JSON.parse("{}").missing.member;\nexports.onExecutePostLogin = async () => {};`),
  module("no handler", `exports.onExecuteCredentialsExchange = async () => {};`),
  module("a handler that is no function", `exports.onExecutePostLogin = { a: 1 };`),
  module("a handler of one parameter", `exports.onExecutePostLogin = async ({ user, client }) => { console.log(user.user_id, client.name); };`),

  several("module state is each Action's own", `globalThis.count = (globalThis.count || 0) + 1;\nconsole.log(event.user.user_id);`, `console.log(event.user.nickname);`),
  several("event is each Action's own", `event.user.nickname = "changed";\nevent.extra = 1;\nevent.user.app_metadata.plan = "silver";\nevent.client.metadata.team = "red";`, `console.log(event.user.nickname, event.extra, event.user.app_metadata.plan, event.client.metadata.team);`),
  ["secrets are each Action's own", { actions: [action(`console.log(event.secrets);\nevent.secrets.KEY = "x";`, { name: "First", secrets: { KEY: "one" } }), action(`console.log(event.secrets);`, { name: "Second", secrets: { OTHER: "two" } }), action(`console.log(event.secrets);`, { name: "Third" })] }],
  ["Actions that are not bound or deployed", { actions: [action(`throw new Error("a");`, { name: "A", bound: false }), action(`throw new Error("b");`, { name: "B", deployed: false }), action(`console.log("c");`, { name: "C" }), action(`throw new Error("d");`, { name: "D", trigger: "pre-user-registration" })] }],
  several("the last claim counts", `api.idToken.setCustomClaim("https://acme.com/a", 1);\napi.accessToken.setCustomClaim("https://acme.com/a", 1);`, `api.idToken.setCustomClaim("https://acme.com/a", 2);`, `api.idToken.setCustomClaim("https://acme.com/a", undefined);`),
  several("metadata of the transaction", `api.transaction.setMetadata("attempts", 1);`, `api.transaction.setMetadata("attempts", event.transaction.metadata.attempts + 1);`, `api.idToken.setCustomClaim("https://acme.com/attempts", event.transaction.metadata.attempts);`),

  ["an exception", { actions: [action(`api.idToken.setCustomClaim("https://acme.com/a", 1);\nthrow new Error("broken");`), LATER] }],
  ["an exception in a plain function", { actions: [{ name: "Action", code: `exports.onExecutePostLogin = (event, api) => { throw new RangeError("plain"); };` }, LATER] }],
  one("a member of undefined", `api.idToken.setCustomClaim("https://acme.com/a", event.user.nothing.here);`),
  one("a member of undefined, caught", `try {\n  event.organization.name;\n} catch (error) {\n  console.log(error.name, error.message);\n}`),
  one("a call that does not exist, caught", `try {\n  api.idToken.setClaim("a", 1);\n} catch (error) {\n  console.log(error.name, error.message);\n}`),
  one("names of rules", `context.idToken["https://acme.com/a"] = 1;`),
  one("callback", `api.idToken.setCustomClaim("https://acme.com/a", 1);\ncallback(null, event.user);`),
  one("a text that is thrown", `throw "text";`),
  one("a rejection", `return Promise.reject(new TypeError("rejected"));`),
  one("a rejection after a while", `${WAIT}\nthrow new Error("late");`),
  one("a rejection that nobody handles", `Promise.reject(new Error("unhandled"));\n${WAIT}`),
  one("an exception in a timer while the Action waits", `setTimeout(() => { throw new Error("in a timer"); }, 5);\n${WAIT}`),
  one("an exception in a timer after the end", `setTimeout(() => { throw new Error("nobody hears it"); }, 5);\napi.idToken.setCustomClaim("https://acme.com/a", 1);`),
  one("a rejection that is handled", `await Promise.reject(new Error("no")).catch((error) => console.log(error.message));\nconst [one, two] = await Promise.allSettled([Promise.reject(new Error("x")), 1]);\nconsole.log(one.status, one.reason.message, two);`),
  one("a custom error", `class RoleError extends Error { constructor(role) { super("no role " + role); this.name = "RoleError"; this.role = role; } }\nthrow new RoleError("admin");`),
  one("an error with a cause", `try {\n  throw new Error("inner");\n} catch (error) {\n  throw new Error("outer", { cause: error });\n}`),
  one("work that nobody waits for", `(async () => {\n  ${WAIT}\n  api.idToken.setCustomClaim("https://acme.com/late", 1);\n  api.access.deny("late");\n})();\napi.idToken.setCustomClaim("https://acme.com/a", 1);`),
  ["what comes too late is not done", { actions: [action(`setTimeout(() => {\n  api.transaction.setMetadata("late", "x");\n  api.cache.set("late", "x");\n  api.accessToken.addScope("write:orders");\n  api.redirect.sendUserTo("https://acme.com/late");\n}, 5);`, { name: "Early" }), action(`console.log(event.transaction.metadata.late, api.cache.get("late"));`, { name: "Second" })] }],
  one("more than twenty seconds", `await new Promise((resolve) => setTimeout(resolve, 20001));`),
  one("nearly twenty seconds", `await new Promise((resolve) => setTimeout(resolve, 19000));\napi.idToken.setCustomClaim("https://acme.com/a", new Date().toISOString());`),
  several("twenty seconds for all Actions", `await new Promise((resolve) => setTimeout(resolve, 12000));`, `await new Promise((resolve) => setTimeout(resolve, 12000));`),
  one("a promise that nothing settles", `await new Promise(() => {});`),
  several("the clock goes on", `await new Promise((resolve) => setTimeout(resolve, 250));`, `console.log(new Date().toISOString());`),
  one("timers and promises in their order", `const seen = [];\nsetTimeout(() => seen.push("timer"), 5);\nqueueMicrotask(() => seen.push("microtask"));\nPromise.resolve().then(() => seen.push("then"));\nprocess.nextTick(() => seen.push("tick"));\nseen.push("now");\n${WAIT}\nconsole.log(seen.filter((one) => one !== "tick"), seen.includes("tick"));`),
  one("a race", `const late = (value, ms) => new Promise((resolve) => setTimeout(resolve, ms, value));\nconsole.log(await Promise.race([late("slow", 40), late("fast", 5)]), await Promise.any([Promise.reject(new Error("x")), late("ok", 2)]));`),
  one("a time-out of one's own", `const timeout = (promise, ms) => Promise.race([promise, new Promise((resolve, reject) => setTimeout(() => reject(new Error("timed out")), ms))]);\ntry {\n  await timeout(new Promise((resolve) => setTimeout(resolve, 5000)), 100);\n} catch (error) {\n  api.access.deny(error.message);\n}`),
  one("a generator and an iterator", `async function* pages() { for (let page = 1; page <= 3; page += 1) { ${WAIT} yield page; } }\nconst seen = [];\nfor await (const page of pages()) seen.push(page);\napi.idToken.setCustomClaim("https://acme.com/pages", seen);`),

  ["redirect: later Actions wait", { actions: [resumed(`console.log("resumed");`, { name: "Ask" }), LATER] }],
  resume("resumed: the other handler runs", `console.log("resumed", event.request.query.agreed, event.request.query.state);\napi.idToken.setCustomClaim("https://acme.com/agreed", event.request.query.agreed);`, { agreed: "yes" }, [LATER]),
  resume("resumed: a denial", `if (event.request.query.agreed !== "yes") api.access.deny("terms were not accepted");`, { agreed: "no" }, [LATER]),
  resume("resumed: an exception", `throw new Error("no answer");`, {}, [LATER]),
  resume("resumed: a second redirect", `api.redirect.sendUserTo("https://acme.com/again");`, {}, [LATER]),
  resume("resumed: by a token", `try {\n  api.redirect.validateToken({ secret: "s" });\n} catch (error) {\n  api.access.deny("bad token");\n}`, { session_token: "a.b.c" }),
  resume("resumed: another Action redirects", `console.log("resumed");`, {}, [action(`api.redirect.sendUserTo("https://acme.com/second");`, { name: "Second" })]),
  ["resumed: by its id", { ...FLOWS.resumed, request: { ...FLOWS.resumed.request, resumes: "act_2" }, actions: [action(`api.idToken.setCustomClaim("https://acme.com/first", true);`, { id: "act_1", name: "First" }), resumed(`api.idToken.setCustomClaim("https://acme.com/second", true);`, { id: "act_2", name: "Second" }), LATER] }],
  ["resumed: no handler", { ...FLOWS.resumed, request: { ...FLOWS.resumed.request, resumes: "act_1" }, actions: [action(`api.redirect.sendUserTo("https://acme.com/ask");`, { id: "act_1" })] }],
  ...["silent", "password", "refresh", "device", "passwordless", "saml"].map((name) => one(`the protocol: ${name}`, `console.log(event.transaction.protocol, typeof event.session, typeof event.user.user_id);`, FLOWS[name])),
  one("a password grant: what was asked for", `const { password, ...body } = event.request.body;\nconsole.log(typeof password, body.username, body.realm, body.grant_type);`, FLOWS.password),
  one("a refresh exchange: parameters that are left out", `console.log(Object.keys(event.request.body).sort());`, FLOWS.refresh),
  one("a user without metadata", `console.log(event.user.app_metadata, event.user.user_metadata, event.user.app_metadata.plan);`, { user: { app_metadata: null, user_metadata: null } }),
].map(([title, login]) => [title, title === "lodash and jsonwebtoken" ? { ...login, actions: login.actions.map((one) => ({ ...one, secrets: { KEY: "k3y" } })) } : login]);
