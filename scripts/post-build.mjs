// Trunk runs this on the folder that becomes dist. What Trunk leaves to do: optimise both modules, name the worker's
// files by their content, move the inline start script into a file and state the policy.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { brotliCompressSync, constants } from "node:zlib";
import { buildSync, transformSync } from "esbuild";
import { POLICY } from "./policy.mjs";
import { shortNames } from "./short-names.mjs";

const dist = process.env.TRUNK_STAGING_DIR;
if (!dist) throw new Error("post-build.mjs is run by Trunk, which sets TRUNK_STAGING_DIR; use `make build`");

// Named one by one: what LLVM emits for wasm32-unknown-unknown and every browser of the last three years loads.
// `--all-features` would let wasm-opt write types that no browser reads.
const FEATURES = ["bulk-memory", "bulk-memory-opt", "call-indirect-overlong", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];
// The first kilobyte of memory is the far end of the stack, which nothing reaches: constant offsets can be folded. Functions
// of one name stand side by side, where brotli sees that they are alike.
// On the engine -O2, -Os and -Oz differ by less than half a percent on the wire; -Os is the fastest of the small ones.
const LEVELS = { "claimscope-page": [["-Oz", "--low-memory-unused", "--converge", "--flatten", "--rereloop", "-Oz", "--code-folding", "--rse", "--vacuum", "-Oz", "--simplify-globals-optimizing", "--optimize-instructions", "-Oz", "--reorder-functions-by-name", "--strip-debug", "--strip-producers"]], engine: [["-Os", "--low-memory-unused", "--reorder-functions-by-name", "--strip-debug", "--strip-producers"]] };

const hash = (...parts) => parts.reduce((all, part) => all.update(part), createHash("sha256")).digest("hex").slice(0, 12);
const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22 } }).length;
const files = () => readdirSync(dist).filter((name) => statSync(join(dist, name)).isFile());
const path = (name) => join(dist, name);
const read = (name) => readFileSync(path(name));
const write = (name, content) => writeFileSync(path(name), content);
const say = (text) => console.log(`  ${text}`);

/** Runs wasm-opt over a module and returns whichever is smaller on the wire. */
function optimised(name, levels) {
  const before = read(name);
  const folder = mkdtempSync(join(tmpdir(), "claimscope-"));
  const out = join(folder, "out.wasm");
  let best = before;
  for (const level of levels) {
    execFileSync("wasm-opt", [...level, "--mvp-features", ...FEATURES.map((feature) => `--enable-${feature}`), path(name), "-o", out], { stdio: "inherit" });
    const after = readFileSync(out);
    if (brotli(after) < brotli(best)) best = after;
  }
  rmSync(folder, { recursive: true });
  say(`${name}: ${before.length} bytes, ${best === before ? "kept as it was" : `${best.length} after wasm-opt`}`);
  return best;
}

/** Finds the one file that Trunk wrote for a binary. */
function only(pattern) {
  const found = files().filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`expected one file like ${pattern}, found ${found.join(", ") || "none"}`);
  return found[0];
}

const minified = (text, options = {}) => transformSync(text, { minify: true, legalComments: "none", target: "es2022", ...options }).code;

// Everything fetched by a fixed name gets its content's hash, and those who name it are told. The worker's own file keeps
// its name, since the page's module holds it: it is one line, and names the rest.
function nameByContent(name, content) {
  const dot = name.lastIndexOf(".");
  const named = `${name.slice(0, dot)}-${hash(content)}${name.slice(dot)}`;
  rmSync(path(name));
  write(named, content);
  const users = files().filter((file) => /\.(js|html)$/.test(file) && file !== named);
  for (const user of users) {
    const before = read(user).toString();
    const after = before.replace(new RegExp(`(["'\`(/])${name.replaceAll(".", "\\.")}(?=["'\`)])`, "g"), `$1${named}`);
    if (after !== before) write(user, after);
  }
}

nameByContent(only(/^engine_bg\.wasm$/), optimised("engine_bg.wasm", LEVELS.engine));
// Its top-level name `wasm_bindgen` is what the worker and the tests call.
nameByContent(only(/^engine\.js$/), minified(read("engine.js").toString(), { minifyIdentifiers: false }));
if (existsSync(path("vendor/editor.js"))) nameByContent("vendor/editor.js", read("vendor/editor.js"));
// The modules that scripts can require: one name for all of them, which the worker's file holds.
{
  const modules = readdirSync(path("library")).sort();
  const folder = `library-${hash(...modules.flatMap((name) => [name, read(`library/${name}`)]))}`;
  renameSync(path("library"), path(folder));
  write("engine_worker.js", read("engine_worker.js").toString().replace("./library/", `./${folder}/`));
}
for (const name of files().filter((file) => /^(boot|engine_worker)\.js$/.test(file))) write(name, minified(read(name).toString()));
if (existsSync(path("boot.js"))) nameByContent("boot.js", read("boot.js"));

// The page's module keeps its name, as its hash already stands for its content. Its glue becomes one file with the script
// that starts it, without what only other starts would need.
let startName;
{
  const module = only(/^claimscope-page.*_bg\.wasm$/);
  const glue = only(/^claimscope-page.*\.js$/);
  const contents = `import start from "./${glue}"; start({ module_or_path: "./${module}" });`;
  const built = buildSync({ stdin: { contents, resolveDir: dist }, bundle: true, write: false, minify: true, format: "esm", target: "es2022", legalComments: "none" });
  const short = shortNames(optimised(module, LEVELS["claimscope-page"]), built.outputFiles[0].text);
  write(module, short.module);
  rmSync(path(glue));
  startName = `start-${hash(short.glue)}.js`;
  write(startName, short.glue);
  const html = read("index.html").toString();
  write("index.html", html.replace(/<link rel="?modulepreload"?[^>]*>/g, ""));
}

// The style sheets, one request instead of five: in the order of the document, which is that of their layers.
{
  const html = read("index.html").toString();
  const links = [...html.matchAll(/<link\b[^>]*\bhref="\.\/([^"]+\.css)"[^>]*>/g)];
  if (links.length < 2) throw new Error("index.html names no style sheets");
  const text = minified(links.map(([, name]) => read(name)).join("\n"), { loader: "css" });
  const name = `style-${hash(text)}.css`;
  for (const [, sheet] of links) rmSync(path(sheet));
  write(name, text);
  let first = true;
  write("index.html", html.replace(/<link\b[^>]*\bhref="\.\/[^"]+\.css"[^>]*>/g, () => {
    const link = first ? `<link rel="stylesheet" href="./${name}">` : "";
    first = false;
    return link;
  }));
}

// The document: the start script in a file, no integrity of files that have changed since, and the policy first.
{
  let html = read("index.html").toString();
  html = html.replace(/\s(integrity|nonce)="[^"]*"/g, "");
  html = html.replace(/<script\b([^>]*)>([\s\S]*?)<\/script>/g, (all, attributes, script) => {
    if (!script.trim()) return all;
    if (!/type="?module"?/.test(attributes)) throw new Error(`index.html has an inline script that is not Trunk's: ${script}`);
    return `<script type="module" src="./${startName}"></script>`;
  });
  if (/<style[\s>]|\sstyle="/.test(html)) throw new Error("index.html has an inline style, which the policy refuses");
  const stated = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1];
  if (stated !== POLICY) throw new Error(`the policy in index.html is not that of scripts/policy.mjs: ${stated ?? "none"}`);
  write("index.html", html.replace(/>\s*\n\s*</g, ">\n<"));
}

// Pages of the findings and verdicts, and the examples: fetched one by one when asked for.
for (const [from, to] of [["docs/diagnostics", "docs/diagnostics"], ["docs/verdicts", "docs/verdicts"], ["docs/assumptions.md", "docs/assumptions.md"], ["static/examples", "examples"]]) {
  if (existsSync(from) && !existsSync(path(to))) cpSync(from, path(to), { recursive: true });
}
say("policy checked; start script, documentation and examples are in place");
