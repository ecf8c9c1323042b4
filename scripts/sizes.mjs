// What a visitor downloads, in brotli at its highest quality, against the budget. Fails on growth.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const DIST = "dist";
const KB = 1000;
const top = readdirSync(DIST, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name);
const vendor = existsSync(join(DIST, "vendor")) ? readdirSync(join(DIST, "vendor")).map((name) => `vendor/${name}`) : [];
const library = readdirSync(DIST).filter((name) => /^library-/.test(name)).flatMap((folder) => readdirSync(join(DIST, folder)).filter((name) => name.endsWith(".js")).map((name) => `${folder}/${name}`));

const isEngine = (name) => /^engine/.test(name);
// The engine is over its budget: SAML, Actions, findings, tokens and tables. Until it is met, `held` is the size that was
// reached, so that nothing grows unseen; the table names the budget all the same.
const BUDGETS = [
  { what: "page: html, css, js, wasm", limit: 150 * KB, files: top.filter((name) => /\.(html|css|js|wasm)$/.test(name) && !isEngine(name)) },
  { what: "engine module", limit: 520 * KB, held: 615 * KB, files: top.filter(isEngine) },
  { what: "editor bundle, loaded lazily", limit: 135 * KB, files: vendor },
  // Each is fetched when a script requires it; a login needs a few of them.
  { what: "modules of scripts, each loaded when it is required", files: library },
];

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
const kb = (bytes) => `${(bytes / KB).toFixed(1)} kB`.padStart(9);

let breached = 0;
for (const { what, limit = Infinity, held = limit, files } of BUDGETS) {
  const sizes = files.map((name) => ({ name, bytes: brotli(readFileSync(join(DIST, name))) }));
  const sum = sizes.reduce((all, { bytes }) => all + bytes, 0);
  console.log(`${kb(sum)} ${limit === Infinity ? "in all      " : `of ${kb(limit)}`}  ${what}${sum > limit ? `  OVER BUDGET, held at ${kb(held).trim()}` : ""}`);
  for (const { name, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) console.log(`  ${kb(bytes)}  ${name}`);
  if (sum > held) breached += 1;
}
if (breached) {
  console.error(`${breached} size${breached > 1 ? "s" : ""} over what is held`);
  process.exit(1);
}
