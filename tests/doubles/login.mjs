// How scripts are written down: a login is a change to the one of `scenario.mjs`, with its rules and Actions.

const CALLED = "\ncallback(null, user, context);\n}";

/** A rule, from the body of its function; it calls back at its end. */
export const rule = (body, more = {}) => ({ name: "Rule", script: `function (user, context, callback) {\n${body}${CALLED}`, ...more });
/** The same, asynchronous. */
export const asyncRule = (body, more = {}) => ({ name: "Rule", script: `async function (user, context, callback) {\n${body}${CALLED}`, ...more });
/** A rule as it is written, from the body of its function, which calls back itself. */
export const bareRule = (body, more = {}) => ({ name: "Rule", script: `function (user, context, callback) {\n${body}\n}`, ...more });
/** A post-login Action, from the body of its handler. */
export const action = (body, more = {}) => ({ name: "Action", code: `exports.onExecutePostLogin = async (event, api) => {\n${body}\n};`, ...more });
/** An Action that is resumed after a redirect, from the body of its second handler. */
export const resumed = (body, more = {}) => action("api.redirect.sendUserTo(\"https://acme.com/ask\");", { ...more, code: `exports.onExecutePostLogin = async (event, api) => {\n  api.redirect.sendUserTo("https://acme.com/ask");\n};\nexports.onContinuePostLogin = async (event, api) => {\n${body}\n};` });
/** An Action for machines. */
export const machineAction = (body, more = {}) => ({ name: "Action", trigger: "credentials-exchange", code: `exports.onExecuteCredentialsExchange = async (event, api) => {\n${body}\n};`, ...more });

/** Each expression a script that logs its value and sets it as a claim, or says what it throws. */
export const looks = (make, set, expressions, login = {}) => expressions.map((expression) => [
  expression,
  { ...login, ...make(`try {\n  const value = ${expression};\n  console.log(value, typeof value);\n  ${set}\n} catch (error) {\n  console.log(error.name, error.message);\n}`) },
]);
export const inRule = (body) => ({ rules: [rule(body)] });
export const inAction = (body) => ({ actions: [action(body)] });
export const inMachineAction = (body) => ({ actions: [machineAction(body)] });
export const ON_CONTEXT = "context.idToken[\"https://acme.com/seen\"] = value;";
export const ON_API = "api.idToken.setCustomClaim(\"https://acme.com/seen\", value);";
export const ON_MACHINE = "api.accessToken.setCustomClaim(\"https://acme.com/seen\", value);";
