// The objects of a rule and an Action are plain ones, whatever is done with them.
import { action, inAction, inRule, looks, ON_API, ON_CONTEXT, rule } from "../login.mjs";

const one = (title, body) => [title, { rules: [rule(body)] }];
const several = (title, ...bodies) => [title, { rules: bodies.map((body, index) => rule(body, { name: `Rule ${index + 1}` })) }];
const inAnAction = (title, body) => [title, { actions: [action(body)] }];

export default [
  ...looks(inRule, ON_CONTEXT, [
    "JSON.stringify(user).length", "JSON.parse(JSON.stringify(context.request.query))", "{ ...user }.email", "Object.keys({ ...context.idToken })", "Object.entries(user).length", "Object.values(context.stats)", "structuredClone(user).email",
    "structuredClone(context.idToken)", "structuredClone(context.accessToken)", "require('lodash').cloneDeep(user).app_metadata", "require('lodash').isPlainObject(user)", "require('lodash').isEqual(user, JSON.parse(JSON.stringify(user)))",
    "require('lodash').get(context, 'request.query.scope')", "require('lodash').pick(user, ['email', 'plan'])", "require('util').isDeepStrictEqual(context.idToken, {})", "require('util').inspect(user.app_metadata)", "require('util').types.isProxy(user)",
    "Object.getPrototypeOf(user) === Object.prototype", "user.constructor === Object", "user instanceof Object", "Object.prototype.toString.call(context)", "typeof user.hasOwnProperty", "user.hasOwnProperty('email')", "Object.hasOwn(user, 'none')", "'email' in user",
    "'idToken' in context", "Reflect.ownKeys(context.idToken)", "Object.getOwnPropertyDescriptor(user, 'email')", "Object.isFrozen(context.idToken)", "Object.isExtensible(user)", "Array.isArray(user.identities)", "user.identities.length", "String(user)", "`${context.idToken}`",
    "(() => { const seen = []; for (const name in context.idToken) seen.push(name); return seen; })()", "(() => { const { email, ...rest } = user; return [email, 'email' in rest, 'name' in rest]; })()", "[user].includes(user)", "new Map([[user, 1]]).get(user)", "new WeakSet([context]).has(context)",
    "Object.keys(Object.fromEntries(Object.entries(context.sso)))", "context.idToken === context.idToken", "user == user",
  ]),
  one("console.log of a claim object", `context.idToken["https://acme.com/a"] = { b: [1, 2] };\nconsole.log(context.idToken, context.accessToken);\nconsole.log("%o", context.stats);\nconsole.log(JSON.stringify(context.idToken));`),
  one("Object.defineProperty", `Object.defineProperty(context.idToken, "https://acme.com/a", { value: 1, enumerable: true, writable: true, configurable: true });\nObject.defineProperty(context.idToken, "https://acme.com/hidden", { value: 2 });\nconsole.log(Object.keys(context.idToken), context.idToken["https://acme.com/hidden"]);`),
  one("Object.defineProperties and Reflect.set", `Object.defineProperties(user, { team: { value: "blue", enumerable: true } });\nReflect.set(context.idToken, "https://acme.com/team", user.team);\nReflect.defineProperty(context.idToken, "https://acme.com/b", { value: 2, enumerable: true });\nReflect.deleteProperty(context.idToken, "https://acme.com/none");`),
  one("lodash writes", `const _ = require("lodash");\n_.set(context, ["idToken", "https://acme.com/a"], 1);\n_.merge(context.idToken, { "https://acme.com/b": { c: [1] } });\n_.assign(context.accessToken, { "https://acme.com/d": 2 });\n_.defaults(context.idToken, { "https://acme.com/a": 3, "https://acme.com/e": 4 });\n_.unset(context.idToken, "https://acme.com/e");\nconsole.log(Object.keys(context.idToken));`),
  one("operators that assign", `const claims = context.idToken;\nclaims["https://acme.com/n"] = 1;\nclaims["https://acme.com/n"] += 2;\nclaims["https://acme.com/n"]++;\nclaims["https://acme.com/o"] ??= "o";\nclaims["https://acme.com/o"] ||= "p";\nclaims["https://acme.com/o"] &&= "q";\nclaims["https://acme.com/s"] = claims["https://acme.com/t"] = "both";`),
  one("a pattern that assigns", `[context.idToken["https://acme.com/a"], context.idToken["https://acme.com/b"]] = user.name.split(" ");\n({ email: context.idToken["https://acme.com/email"], none: context.idToken["https://acme.com/none"] = "default" } = user);\nfor (context.idToken["https://acme.com/last"] of [1, 2, 3]);`),
  one("a getter on a claim object", `Object.defineProperty(context.idToken, "https://acme.com/now", { get: () => user.team, enumerable: true });\nuser.team = "blue";`),
  one("a symbol on a claim object", `context.idToken[Symbol("a")] = 1;\ncontext.idToken["https://acme.com/a"] = 1;\nconsole.log(Object.getOwnPropertySymbols(context.idToken).length, Object.keys(context.idToken));`),
  one("numbers as names", `context.idToken[7] = "seven";\ncontext.idToken["https://acme.com/b"] = 1;\ncontext.idToken[1] = "one";\nconsole.log(Object.keys(context.idToken));`),
  one("the same object twice", `const shared = { a: 1 };\ncontext.idToken["https://acme.com/a"] = shared;\ncontext.accessToken["https://acme.com/a"] = shared;\nshared.a = 2;`),
  one("claims taken from user by reference", `context.idToken["https://acme.com/metadata"] = user.app_metadata;\nuser.app_metadata.plan = "silver";\ndelete user.app_metadata.roles;`),
  one("Object.freeze", `Object.freeze(user.app_metadata);\nuser.app_metadata.plan = "silver";\nconsole.log(user.app_metadata.plan, Object.isFrozen(user.app_metadata));`),
  one("Object.freeze in strict mode", `"use strict";\nObject.freeze(user.app_metadata);\ntry {\n  user.app_metadata.plan = "silver";\n} catch (error) {\n  console.log(error.name, error.message);\n}`),
  one("a frozen claim object", `context.idToken["https://acme.com/a"] = 1;\nObject.freeze(context.idToken);\ncontext.idToken["https://acme.com/b"] = 2;\nconsole.log(Object.keys(context.idToken));`),
  one("a claim object with a prototype", `class Claims { constructor() { this["https://acme.com/a"] = 1; } get none() { return 2; } }\ncontext.idToken = new Claims();\nconsole.log(context.idToken instanceof Claims, context.idToken.none);`),
  one("idToken by another name", `const { idToken, accessToken: token } = context;\nidToken["https://acme.com/a"] = 1;\ntoken["https://acme.com/b"] = 2;\nconst set = (name, value) => { idToken[name] = value; };\nset("https://acme.com/c", 3);`),
  one("sloppy arguments", `arguments[1].idToken["https://acme.com/a"] = arguments.length;\nuser = Object.assign(user, { team: "blue" });\nconsole.log(arguments[0].team, typeof this);`),
  several("an object of the next rule is the same", `global.kept = context.request;\nuser.kept = global.kept;`, `console.log(global.kept === context.request, user.kept === context.request);`),
  several("a claim of an earlier rule is changed", `context.idToken["https://acme.com/roles"] = ["a"];`, `context.idToken["https://acme.com/roles"].push("b");\ncontext.idToken["https://acme.com/more"] = context.idToken["https://acme.com/roles"].length;`, `delete context.idToken["https://acme.com/more"];\nconsole.log(context.idToken);`),
  several("a claim object that a later rule replaces", `context.idToken["https://acme.com/a"] = 1;`, `context.idToken = { "https://acme.com/b": 2 };`, `context.idToken["https://acme.com/c"] = 3;\nconsole.log(context.idToken);`),
  several("a claim object that a later rule copies", `context.idToken["https://acme.com/a"] = 1;`, `context.idToken = { ...context.idToken, "https://acme.com/b": 2 };\ncontext.idToken = context.idToken || {};`, `console.log(context.idToken);`),

  ...looks(inAction, ON_API, [
    "JSON.stringify(event.client)", "structuredClone(event.user).email", "{ ...event.user }.email", "require('lodash').cloneDeep(event.request.query).scope", "require('util').isDeepStrictEqual(event.secrets, {})", "Object.isFrozen(event.user)", "Object.getPrototypeOf(event) === Object.prototype",
    "require('util').types.isProxy(event)", "Object.entries(event.client.metadata)", "(() => { const { user: { email }, ...rest } = event; return [email, 'user' in rest, 'client' in rest]; })()", "event.user.identities.map(({ provider }) => provider)", "typeof api.idToken.setCustomClaim", "String(api)", "Object.keys(api.idToken)", "event === event",
  ]),
  inAnAction("event is changed by the Action", `event.user.app_metadata.plan = "silver";\nevent.user.extra = { a: 1 };\ndelete event.client.metadata.team;\nevent.secrets.KEY = "x";\nconsole.log(event.user.app_metadata, event.user.extra, event.client.metadata, event.secrets);`),
  inAnAction("a claim that is an object of event", `api.idToken.setCustomClaim("https://acme.com/metadata", event.user.app_metadata);\nevent.user.app_metadata.plan = "silver";\napi.accessToken.setCustomClaim("https://acme.com/metadata", event.user.app_metadata);`),
  inAnAction("api in a helper", `const claims = { set(name, value) { for (const token of ["idToken", "accessToken"]) api[token].setCustomClaim(\`https://acme.com/\${name}\`, value); return this; } };\nclaims.set("a", 1).set("b", [2]);\n[["c", 3]].forEach((pair) => claims.set(...pair));\nconst bound = api.idToken.setCustomClaim.bind(api.idToken, "https://acme.com/d");\nbound(4);\nReflect.apply(api.idToken.setCustomClaim, null, ["https://acme.com/e", 5]);`),
];
