// Scripts that use modules, clients, timers and globals do the same in claimscope and in Node with the published packages.
//   node tests/library/run.mjs [WORD]     only those with the word in their name
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { runAll } from "./node.mjs";

const NOW = "2026-06-01T00:00:00Z";
const USER = { user_id: "auth0|1", email: "ada@acme.com", name: "Ada", app_metadata: { plan: "gold", roles: ["admin", "editor"] }, user_metadata: { lang: "en" } };
const word = process.argv[2] ?? "";

const folder = new URL("./scripts/", import.meta.url);
const cases = [];
for (const file of readdirSync(folder).sort()) {
  const { default: scripts, before = "" } = await import(new URL(file, folder));
  for (const [title, content, { http, raw = false, moving = false } = {}] of scripts) {
    // A list holds expressions: each is a script that logs its value, or what it throws.
    const bodies = Array.isArray(content) ? content.map((expression) => `${before}\ntry { console.log(${expression}); } catch (error) { console.log(error.name, error.code, error.message); }`) : [content];
    bodies.forEach((body, index) => {
      const name = `${file.replace(".mjs", "")}: ${title}${Array.isArray(content) ? `, ${content[index]}` : ""}`;
      const script = raw ? body : `async function (user, context, callback) {\n${body}\ncallback(null, user, context);\n}`;
      if (name.includes(word)) cases.push({ name, script, moving, scenario: { now: NOW, user: USER, ...(http && { http }), rules: [{ name: "Rule", script }] } });
    });
  }
}

const input = `${cases.map(({ scenario }) => JSON.stringify(scenario)).join("\n")}\n`;
const reports = execFileSync("cargo", ["run", "--quiet", "--bin", "claimscope", "--", "simulate", "--jsonl"], { input, maxBuffer: 1 << 30, encoding: "utf8" })
  .trimEnd().split("\n").map((line) => JSON.parse(line));

function ours(report) {
  const [run] = report.runs;
  const error = run.error ? `${run.error.name}: ${run.error.message}` : "";
  const outcome = run.outcome === "ok" ? "ok" : run.outcome === "denied" ? `denied ${report.outcome.message}` : run.outcome === "no-callback" || run.outcome === "timed-out" ? "no-callback" : `failed ${error}`;
  return {
    outcome,
    console: run.console.map(({ level, text }) => `${level} ${text}`),
    claims: run.id_token,
    requests: run.requests.filter(({ matched, status }) => matched !== null && status !== null).map(({ method, url, status }) => `${method} ${url} ${status}`),
  };
}

/** The first thing in which two results differ. */
function difference(expected, actual) {
  for (const key of ["outcome", "console", "claims", "requests"]) {
    if (isDeepStrictEqual(expected[key], actual[key])) continue;
    const list = Array.isArray(expected[key]);
    const at = list ? Array.from({ length: Math.max(expected[key].length, actual[key].length) }).findIndex((_, index) => expected[key][index] !== actual[key][index]) : 0;
    const show = (value) => (list ? value[at] ?? "nothing" : typeof value === "string" ? value : JSON.stringify(value));
    return `${key}${list ? ` ${at + 1}` : ""}\n    Node       ${show(expected[key])}\n    claimscope ${show(actual[key])}`;
  }
  return null;
}

const results = await runAll(cases, NOW);
let failed = 0;
cases.forEach(({ name }, index) => {
  const differs = difference(results[index], ours(reports[index]));
  if (!differs) return;
  failed += 1;
  console.log(`  FAILED ${name}: ${differs}`);
});
console.log(`${cases.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
