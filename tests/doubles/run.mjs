// Whole logins do the same in claimscope and in Node over doubles: rules with `user`, `context` and `auth0`, Actions with `event` and `api`.
//   node tests/doubles/run.mjs [WORD]     only those with the word in their name
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { callsOf } from "./api.mjs";
import { playAll } from "./node.mjs";
import { ANY } from "./record.mjs";
import { patch } from "./rules.mjs";
import { FULL } from "./scenario.mjs";

const word = process.argv[2] ?? "";
const folder = new URL("./scripts/", import.meta.url);
const cases = [];
for (const file of readdirSync(folder).sort()) {
  const { default: logins } = await import(new URL(file, folder));
  for (const [title, login] of logins) {
    const name = `${file.replace(".mjs", "")}: ${title}`;
    if (name.includes(word)) cases.push({ name, scenario: patch(structuredClone(FULL), login) });
  }
}

const input = `${cases.map(({ scenario }) => JSON.stringify(scenario)).join("\n")}\n`;
/** All of them in claimscope, which takes its time while Node runs the same. */
const simulated = new Promise((resolve, reject) => {
  const child = execFile("cargo", ["run", "--quiet", "--bin", "claimscope", "--", "simulate", "--jsonl"], { maxBuffer: 1 << 30 }, (error, output) => (error ? reject(error) : resolve(output)));
  child.stdin.end(input);
});

const NAMESPACE = "https://acme.com/";
const named = (claims) => Object.fromEntries(Object.entries(claims).filter(([name]) => name.startsWith(NAMESPACE)));

/** Where an assertion shows what `api.samlResponse.set…` was told. */
const SAML = {
  Audience: ({ audience }) => audience,
  Issuer: ({ issuer }) => issuer,
  Recipient: ({ recipient }) => recipient,
  Destination: ({ destination }) => destination,
  SignatureAlgorithm: ({ signature }) => signature.signatureAlgorithm,
  DigestAlgorithm: ({ signature }) => signature.digestAlgorithm,
  SignResponse: ({ signature }) => signature.signs === "response",
  LifetimeInSeconds: ({ lifetime }) => lifetime,
  NameIdentifierFormat: ({ nameId }) => nameId.format,
  AuthnContextClassRef: ({ authnContext }) => authnContext,
};

/** A report in the words of the doubles, as far as `expected` has them. */
function ours(report, expected) {
  const runs = report.runs.map((run) => {
    const { script, outcome, error } = run;
    const failed = outcome === "threw" || outcome === "rejected";
    if (outcome === "skipped") return { script, outcome };
    return {
      script,
      outcome: failed ? `${outcome} ${error.name && `${error.name}: `}${error.message}` : outcome,
      console: run.console.map(({ level, text }) => `${level} ${text}`),
      effects: run.effects.map(({ kind, args }) => ({ kind, args })),
      id_token: run.id_token,
      access_token: run.access_token,
    };
  });
  const requests = report.runs.flatMap((run) => run.requests).filter(({ matched, status }) => matched !== null && status !== null).map(({ method, url, status }) => `${method} ${url} ${status}`);
  const result = { outcome: report.outcome, runs, requests };
  if (report.outcome.kind !== "issued") return result;
  const payload = (kind) => report.artifacts.find((artifact) => artifact.kind === kind && artifact.issued)?.payload;
  const [id, access, saml] = ["id_token", "access_token", "saml_assertion"].map(payload);
  if (saml) {
    const names = Object.keys(expected.tokens?.saml?.attributes ?? {});
    const attributes = Object.fromEntries(saml.attributes.filter(({ name }) => names.includes(name)).map(({ name, values }) => [name, values.length === 1 ? values[0] : values]));
    const settings = Object.entries(expected.tokens?.saml?.settings ?? {}).map(([name, value]) => [name, SAML[name] ? SAML[name](saml) : value]);
    return { ...result, tokens: { saml: { attributes, settings: Object.fromEntries(settings) } } };
  }
  return {
    ...result,
    tokens: {
      ...(access && { access_token: named(access) }),
      ...(access && expected.tokens?.scope !== undefined && { scope: access.scope ?? "" }),
      ...(id && { id_token: named(id) }),
      ...(expected.tokens?.sub !== undefined && { sub: access.sub }),
    },
  };
}

const show = (value) => (typeof value === "string" ? value : JSON.stringify(value) ?? "nothing");

/** The first place where two results differ, with what stands there. */
function difference(expected, actual, path = "") {
  if (typeof expected === "string" && expected.endsWith(ANY) && typeof actual === "string" && actual.startsWith(expected.slice(0, -ANY.length))) return null;
  const objects = [expected, actual].every((value) => value !== null && typeof value === "object") && Array.isArray(expected) === Array.isArray(actual);
  if (!objects) return isDeepStrictEqual(expected, actual) ? null : `${path}\n    Node       ${show(expected)}\n    claimscope ${show(actual)}`;
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const found = difference(expected[key], actual[key], path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return null;
}

const results = await playAll(cases.map(({ scenario }) => scenario));
const reports = (await simulated).trimEnd().split("\n").map((line) => JSON.parse(line));
let failed = 0;
cases.forEach(({ name }, index) => {
  const expected = JSON.parse(JSON.stringify(results[index]));
  const differs = difference(expected, ours(reports[index], expected));
  if (!differs) return;
  failed += 1;
  console.log(`  FAILED ${name}: ${differs}`);
});
// Nothing that a script can call goes untested; what a revoked session does to the login is documented nowhere.
const called = new Set(results.flatMap(({ runs }) => runs.flatMap(({ effects = [] }) => effects.map(({ kind }) => kind))));
const uncalled = word ? [] : callsOf().filter((name) => !called.has(name) && !/\.revoke$/.test(name));
for (const name of uncalled) {
  failed += 1;
  console.log(`  FAILED no script calls ${name}`);
}
console.log(`${cases.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
