// How long a simulation takes in the worker's module, beside engines that only run the scripts: bare `node:vm` and
// quickjs-emscripten, each with a fresh context for every run. All in one process and in turns, so that ratios hold.
//   node bench/run.mjs [ROUNDS]
import { performance } from "node:perf_hooks";
import vm from "node:vm";
import { getQuickJS } from "quickjs-emscripten";
import { loadEngine } from "../tests/wasm/engine.mjs";
import { baseline } from "./baseline.mjs";
import { scenarios } from "./scenarios.mjs";

const ROUNDS = Number(process.argv[2] ?? 60);
// Until the compiler behind WebAssembly has settled.
const WARM_UP = 40;
// `ARCHITECTURE.md`, budgets: `simulate` is to be no slower than running the bare scripts.
const TARGET = 1.0;

const { simulate, prepare } = loadEngine();
// A worker that never has time to make a realm ahead.
const busy = loadEngine();
const quickjs = await getQuickJS();

const RUNNERS = {
  // As the worker works: the realm was made while nobody waited.
  claimscope: ({ line }) => simulate(line),
  // The same with making realms and taking them down in the time.
  "claimscope, cold": ({ line }) => busy.simulate(line),
  "node:vm": ({ source }) => vm.runInContext(source, vm.createContext({})),
  "quickjs-emscripten": ({ source }) => {
    const context = quickjs.newContext();
    try {
      context.unwrapResult(context.evalCode(source)).dispose();
    } finally {
      context.dispose();
    }
  },
};

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const ms = (value) => value.toFixed(3).padStart(9);

function measure(scenario) {
  const times = Object.fromEntries(Object.keys(RUNNERS).map((name) => [name, []]));
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [name, run] of Object.entries(RUNNERS)) {
      if (name === "claimscope") prepare();
      const started = performance.now();
      run(scenario);
      const took = performance.now() - started;
      if (round >= WARM_UP) times[name].push(took);
    }
  }
  for (const list of Object.values(times)) list.sort((a, b) => a - b);
  return times;
}

const measured = scenarios()
  .filter(({ line }) => JSON.parse(simulate(line)).runs.some(({ outcome }) => outcome !== "skipped"))
  .map(({ name, line }) => ({ name, line, source: baseline(JSON.parse(line)) }))
  .map((scenario) => ({ name: scenario.name, times: measure(scenario) }));

const names = Object.keys(RUNNERS);
console.log(`milliseconds, median and 95th percentile of ${ROUNDS} runs, fresh context each`);
console.log(`${"".padEnd(44)}${names.map((name) => name.padStart(20)).join("")}${"to node:vm".padStart(12)}`);
for (const { name, times } of measured) {
  const cells = names.map((runner) => `${ms(quantile(times[runner], 0.5))} ${ms(quantile(times[runner], 0.95))} `);
  const ratio = quantile(times.claimscope, 0.5) / quantile(times["node:vm"], 0.5);
  console.log(`${name.slice(0, 43).padEnd(44)}${cells.join("")}${ratio.toFixed(2).padStart(12)}`);
}

const all = (runner) => measured.flatMap(({ times }) => times[runner]).sort((a, b) => a - b);
const ratios = (runner, share) => measured.map(({ times }) => quantile(times.claimscope, share) / quantile(times[runner], share)).sort((a, b) => a - b);
console.log(`${`all ${measured.length} scenarios`.padEnd(44)}${names.map((name) => `${ms(quantile(all(name), 0.5))} ${ms(quantile(all(name), 0.95))} `).join("")}`);
for (const runner of names.slice(1)) {
  console.log(`claimscope to ${runner}: median ratio ${quantile(ratios(runner, 0.5), 0.5).toFixed(2)}, worst ${quantile(ratios(runner, 0.5), 1).toFixed(2)}, at the 95th percentiles ${quantile(ratios(runner, 0.95), 0.5).toFixed(2)}`);
}
const median = quantile(ratios("node:vm", 0.5), 0.5);
console.log(`target: a median ratio of at most ${TARGET.toFixed(1)} to node:vm; it is ${median.toFixed(2)}`);
