// A login in Node: its rules, then its Actions, each over the doubles, on a clock of its own.
import { createRequire } from "node:module";
import { format } from "node:util";
import vm from "node:vm";
import { PACKAGES } from "../library/node.mjs";
import { answer, asked, redirect } from "../library/network.mjs";
import { apiOf, Refused, transactionOf } from "./api.mjs";
import { Clock, showTime } from "./clock.mjs";
import { eventOf } from "./event.mjs";
import { flowOf } from "./flow.mjs";
import { ANY, plain } from "./record.mjs";
import { answerOf, auth0Of, contextOf, UnauthorizedError, userOf, watched } from "./rules.mjs";

const require = createRequire(import.meta.url);
const load = (name) => require(PACKAGES[name] ?? name.replace(/(?!^)@.*$/, ""));
const LIMIT_MS = 20_000;

let clock;

function consoleInto(lines) {
  const log = (level) => (...args) => { lines.push(`${level} ${format(...args)}`); };
  return Object.fromEntries(["log", "info", "warn", "error", "debug"].map((level) => [level, log(level)]));
}

const wordOf = (error) => (error instanceof Refused ? ANY : error instanceof Error ? `${error.name}: ${error.message}` : String(error));
const messageOf = (error) => (error instanceof Refused ? ANY : error instanceof Error ? error.message : String(error));

/** Runs `start` until `settled`, and then what it left behind. Tells how it ended, and what was thrown before that. */
async function turn(start, settled, until, whenSettled) {
  let thrown = null;
  let over = false;
  const onError = (rejected) => (error) => { if (!over) thrown ??= { error, rejected }; };
  const [onUncaught, onRejection] = [onError(false), onError(true)];
  process.on("uncaughtException", onUncaught);
  process.on("unhandledRejection", onRejection);
  try {
    start();
  } catch (error) {
    onUncaught(error);
  }
  const ended = await clock.run(() => thrown !== null || settled(), until, onUncaught);
  over = true;
  whenSettled?.();
  const at = clock.now;
  // What is left behind still runs; it changes nothing any more.
  if (!thrown && ended === "done") await clock.run(() => false, until, () => {});
  clock.forget();
  clock.now = ended === "idle" || ended === "late" ? until : at;
  process.off("uncaughtException", onUncaught);
  process.off("unhandledRejection", onRejection);
  return { ended, thrown };
}

/** Globals that a phase has made are gone in the next. */
function globalsSince(names) {
  for (const name of Object.getOwnPropertyNames(globalThis)) if (!names.has(name)) delete globalThis[name];
}

async function runRule(rule, given, scenario, profile, until) {
  const [lines, effects] = [[], []];
  let answered;
  const callback = (...args) => { answered ??= answerOf(args, given); };
  const names = { require: load, console: consoleInto(lines), UnauthorizedError, auth0: auth0Of(scenario, profile, effects), configuration: { ...scenario.configuration }, global: globalThis, ...clock.globals() };
  const context = watched(given.context, effects, () => answered !== undefined);
  const { ended, thrown } = await turn(() => {
    const made = vm.runInThisContext(`(function (${Object.keys(names)}) { return (\n${rule.script}\n)})`)(...Object.values(names));
    const result = made(given.user, context, callback);
    result?.catch?.((error) => { if (!answered) Promise.reject(error); });
  }, () => answered !== undefined, until);
  const claims = answered?.claims ?? given.context;
  const run = { script: rule.name, console: lines, id_token: plain({ ...claims.idToken }), access_token: plain({ ...claims.accessToken }), effects: effects.map(({ kind, args }) => ({ kind, args: args.map(plain) })) };
  const refused = (kind, error) => ({ run: { ...run, outcome: `${kind} ${wordOf(error)}` }, outcome: { kind: "failed", code: "access_denied", message: messageOf(error), by: rule.name } });
  if (thrown && !answered) return refused(thrown.rejected ? "rejected" : "threw", thrown.error);
  if (ended !== "done") return { run: { ...run, outcome: ended === "late" ? "timed-out" : "no-callback" }, outcome: { kind: "failed", code: "access_denied", message: ANY, by: rule.name } };
  if (answered.denied !== undefined) return { run: { ...run, outcome: "denied" }, outcome: { kind: "denied", code: "access_denied", message: answered.denied, by: rule.name } };
  // The objects go on as they were when the callback was called.
  answered.restore();
  const next = answered.next.context === context ? given.context : answered.next.context;
  return { run: { ...run, outcome: "ok" }, next: { user: answered.next.user, context: next } };
}

async function runAction(action, entry, event, api, asks, until) {
  const lines = [];
  const module = { exports: {} };
  const names = { require: load, console: consoleInto(lines), module, exports: module.exports, ...clock.globals() };
  let settled = false;
  let asked;
  const { ended, thrown } = await turn(() => {
    vm.runInThisContext(`(function (${Object.keys(names)}) { ${action.code}\n})`)(...Object.values(names));
    const handler = module.exports[entry];
    if (typeof handler !== "function") throw new Refused("no handler");
    const result = handler(event, api);
    Promise.resolve(result).then(() => { settled = true; }, (error) => { Promise.reject(error); });
  }, () => settled, until, () => { asked = { ...asks }; asks.over = true; });
  const failed = (outcome, message) => ({ console: lines, outcome, failed: { kind: "failed", code: "access_denied", message, by: action.name } });
  if (thrown) return failed(`${thrown.rejected ? "rejected" : "threw"} ${wordOf(thrown.error)}`, messageOf(thrown.error));
  if (ended !== "done") return failed("timed-out", ANY);
  return { console: lines, outcome: asked.denied ? "denied" : "ok", asked };
}

async function play(scenario) {
  clock = new Clock(scenario.now);
  answer(scenario.http);
  const own = new Set(Object.getOwnPropertyNames(globalThis));
  const flow = flowOf(scenario);
  const profile = structuredClone(scenario.user);
  const runs = [];
  const executed = [];
  let outcome = null;
  let given = { user: userOf(scenario), context: contextOf(scenario, flow) };
  const byOrder = (scenario.rules ?? []).map((rule, index) => ({ rule, index })).sort((one, other) => (one.rule.order ?? Infinity) - (other.rule.order ?? Infinity) || one.index - other.index).map(({ rule }) => rule);
  const limit = clock.now + LIMIT_MS;
  let redirected;
  let multifactor;
  for (const rule of byOrder) {
    if (outcome || rule.enabled === false || flow.machine) {
      runs.push({ script: rule.name, outcome: "skipped" });
      continue;
    }
    const done = await runRule(rule, given, scenario, profile, limit);
    runs.push(done.run);
    if (rule.id) executed.push(rule.id);
    outcome = done.outcome ?? null;
    if (outcome) continue;
    given = done.next;
    const wrote = (member) => done.run.effects.some(({ kind }) => kind === `context.${member}`);
    if (wrote("redirect")) redirected = rule.name;
    if (wrote("multifactor")) multifactor = given.context.multifactor && rule.name;
  }
  const { context } = given;
  if (!outcome && context.redirect?.url && !flow.resumed) {
    outcome = flow.interactive ? { kind: "redirected", url: context.redirect.url, by: redirected } : { kind: "failed", code: "interaction_required", message: ANY, by: redirected };
  }
  globalsSince(own);

  const metadata = scenario.overrides?.event?.transaction?.metadata ?? {};
  const scopes = context.accessToken.scope ?? flow.scopes ?? [];
  const transaction = transactionOf(Array.isArray(scopes) ? scopes : scopes.split(" "), { ...metadata });
  Object.assign(transaction.claims.idToken, plain({ ...context.idToken }));
  Object.assign(transaction.claims.accessToken, plain({ ...context.accessToken, scope: undefined }));
  if (Array.isArray(context.accessToken.scope)) transaction.claims.accessToken.scope = context.accessToken.scope;
  const shared = { transaction, primaryUser: context.primaryUser };
  const trigger = flow.machine ? "credentials-exchange" : "post-login";
  const actions = scenario.actions ?? [];
  const runnable = actions.filter(({ trigger: one = "post-login", bound = true, deployed = true }) => one === trigger && bound && deployed);
  const paused = flow.resumed ? runnable.find(({ id, code }) => (scenario.request.resumes ? id === scenario.request.resumes : code.includes("onContinuePostLogin"))) : undefined;
  const until = clock.now + LIMIT_MS;
  for (const action of actions) {
    if (outcome || !runnable.includes(action)) {
      runs.push({ script: action.name, outcome: "skipped" });
      continue;
    }
    const effects = [];
    const asks = {};
    const event = eventOf(scenario, flow, profile, action, transaction.metadata);
    const continues = action === paused;
    const entry = flow.machine ? "onExecuteCredentialsExchange" : continues ? "onContinuePostLogin" : "onExecutePostLogin";
    const api = apiOf({ flow, scenario, event, rules: executed, effects, turn: asks, shared, continues });
    const done = await runAction(action, entry, event, api, asks, until);
    runs.push({ script: action.name, outcome: done.outcome, console: done.console, effects, id_token: { ...transaction.claims.idToken }, access_token: { ...transaction.claims.accessToken } });
    outcome = done.failed ?? null;
    if (outcome) continue;
    const { denied, redirect: url, form, challenge, multifactor: provider } = done.asked;
    const pausedLater = paused && runnable.indexOf(action) < runnable.indexOf(paused);
    if (provider !== undefined) multifactor = provider === "none" ? undefined : action.name;
    if (denied) outcome = { kind: "denied", ...denied, by: action.name };
    else if (pausedLater) continue;
    else if (url !== undefined) outcome = flow.interactive ? { kind: "redirected", url, by: action.name } : { kind: "failed", code: "interaction_required", message: ANY, by: action.name };
    else if (form !== undefined) outcome = flow.interactive ? { kind: "prompted", form, by: action.name } : { kind: "failed", code: "interaction_required", message: ANY, by: action.name };
    else if (challenge && flow.password) outcome = { kind: "mfa-required", by: action.name };
  }
  if (!outcome && multifactor && flow.password) outcome = { kind: "mfa-required", by: multifactor };
  globalsSince(own);
  outcome ??= { kind: "issued" };
  return { outcome, runs, requests: asked(), ...(outcome.kind === "issued" && { tokens: tokensOf(transaction, shared, flow) }) };
}

const NAMESPACE = "https://acme.com/";
const named = (claims) => Object.fromEntries(Object.entries(claims).filter(([name, value]) => name.startsWith(NAMESPACE) && value !== undefined));

/** What scripts decide of each token: the claims in a namespace of one's own, the subject, the scopes, the attributes. */
function tokensOf({ claims, scopes, primaryUser, attributes, saml }, { primaryUser: ofRule }, flow) {
  if (flow.saml) return { saml: { attributes: Object.fromEntries(attributes), settings: saml } };
  const subject = primaryUser ?? ofRule;
  // A request without scopes has those of an earlier one, of which nothing is said here.
  const known = !flow.machine && flow.scopes !== undefined;
  return {
    access_token: named(claims.accessToken),
    ...(known && { scope: scopes.join(" ") }),
    ...(!flow.machine && (!known || scopes.includes("openid")) && { id_token: named(claims.idToken) }),
    ...(subject !== undefined && { sub: subject }),
  };
}

export async function playAll(scenarios) {
  const restore = await redirect();
  showTime(() => clock);
  process.env.TZ = "UTC";
  const results = [];
  for (const scenario of scenarios) results.push(await play(scenario));
  restore();
  return results;
}
