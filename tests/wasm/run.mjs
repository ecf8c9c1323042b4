// Equal scenarios give equal reports, byte for byte, in the worker's module and in the native build.
import { execFileSync } from "node:child_process";
import { loadEngine } from "./engine.mjs";
import { scenarios } from "./scenarios.mjs";

let passed = 0;
const failures = [];
const check = (name, holds, why = "") => (holds ? (passed += 1) : failures.push(`${name}${why && `: ${why}`}`));

/** Where two texts part, with some text around it. */
function parting(native, wasm) {
  let at = 0;
  while (at < native.length && native[at] === wasm[at]) at += 1;
  const from = Math.max(0, at - 60);
  return `differs at ${at}\n    native …${native.slice(from, at + 80)}\n    wasm   …${wasm.slice(from, at + 80)}`;
}

// Here the engine stops at bytes of stack or heap, and both builds do not have the same: the step and the words
// differ. Each build must still answer. A depth counted in calls would make them equal.
const BY_PLATFORM = ["endless recursion", "endless recursion that is caught", "recursion through JSON", "deep data", "all the memory"].map((name) => `nasty: ${name}`)
  .concat("tests/cases/runtime/limits.md: A rule that catches the end of its own recursion goes on");

const all = scenarios();
const input = `${all.map(({ line }) => line).join("\n")}\n`;
const native = execFileSync("cargo", ["run", "--quiet", "--bin", "claimscope", "--", "simulate", "--jsonl"], { input, maxBuffer: 1 << 30, encoding: "utf8" })
  .split("\n")
  .slice(0, -1);
check("one report for each scenario", native.length === all.length, `${native.length} reports for ${all.length} scenarios`);

let engine = loadEngine();
check("the worker says that it is ready", JSON.parse(engine.posted[0] ?? "{}").ready === true, engine.posted[0]);

all.forEach(({ name, line }, index) => {
  let report;
  try {
    report = engine.simulate(line);
  } catch (error) {
    check(name, false, `the module failed: ${error.message} ${engine.posted.slice(1).join(" ")}`);
    // A module that trapped is not used again, as the page does it.
    engine = loadEngine();
    return;
  }
  if (BY_PLATFORM.includes(name)) {
    check(name, report.startsWith("{") && native[index]?.startsWith("{"), "no report");
    return;
  }
  check(name, report === native[index], native[index] === undefined ? "no native report" : parting(native[index], report));
  // The second run on the same instance sees nothing of the first.
  if (report === native[index] && index % 5 === 0) check(`${name}, again`, engine.simulate(line) === report, "the second run differs");
  // Nor does one in a realm that was made ahead, with the modules of the first in it.
  if (report === native[index] && (index % 5 === 1 || /runtime\/(modules|http|globals)/.test(name))) {
    engine.prepare();
    check(`${name}, prepared`, engine.simulate(line) === report, `prepared, ${parting(report, engine.simulate(line))}`);
  }
});

// The messages of the page.
engine = loadEngine();
const [first] = all;
engine.send(`{"revision":41,"scenario":${first.line}}`);
const answer = engine.posted[1] ?? "{}";
check("a message is answered with its revision", JSON.parse(answer).revision === 41, answer.slice(0, 200));
check("the answer holds the time and the report", JSON.parse(answer).ms >= 0 && answer.endsWith(`"report":${native[0]}}`), answer.slice(0, 200));
engine.send('{"revision":42,"scenario":[1,2]}');
check("what is no scenario is a fault or a report, with its revision", JSON.parse(engine.posted[2] ?? "{}").revision === 42, engine.posted[2]);
engine.send("not JSON");
check("what is no message is a fault", "fault" in JSON.parse(engine.posted[3] ?? "{}"), engine.posted[3]);
engine.send({ revision: 43 });
check("what is no text is not answered", engine.posted.length === 4);

for (const failure of failures) console.log(`  FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
