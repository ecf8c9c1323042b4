// Bundles the modules that a rule or action can require: each file beside this one becomes static/library/NAME.js, in
// CommonJS and without its neighbours, which it requires like any other code. Those that begin with `_` are for the others
// alone; `replaced` holds what stands in for parts of packages.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { build } from "esbuild";

const SOURCE = "library";
const OUT = "static/library";

// Packages whose names of functions nobody looks at; everything else keeps its names, which errors and consoles show.
const MANGLED = ["xmldom", "lodash", "lodash2", "async", "moment", "moment-timezone", "js-yaml", "bluebird", "q", "xpath", "bcrypt", "_whatwg", "_hashes", "_aes", "jsonwebtoken", "xml2js", "qs"];

const names = readdirSync(SOURCE).filter((file) => file.endsWith(".js")).map((file) => parse(file).name);

/** Names of the neighbours: what a bundle asks for while it runs. A file may bundle the package of its own name. */
const neighbours = (own) => ({
  name: "neighbours",
  setup(build) {
    build.onResolve({ filter: /^\.\/encoding$/ }, ({ importer }) => (importer.includes("whatwg-url") ? { path: join(process.cwd(), SOURCE, "replaced/encoding.js") } : null));
    build.onResolve({ filter: /^@noble\/(hashes|ciphers)\/crypto$/ }, () => ({ path: join(process.cwd(), SOURCE, "replaced/noble-crypto.js") }));
    // axios goes out by our door, whichever of its own it looks for first.
    build.onResolve({ filter: /^\.\/(http|xhr|fetch)\.js$/ }, ({ path, importer }) => (importer.includes("axios/lib/adapters") ? { path: join(process.cwd(), path === "./http.js" ? `${SOURCE}/replaced/axios-adapter.mjs` : "node_modules/axios/lib/helpers/null.js") } : null));
    build.onResolve({ filter: /^\.\/node\/index\.js$/ }, ({ importer }) => (importer.includes("axios/lib/platform") ? { path: join(process.cwd(), "node_modules/axios/lib/platform/browser/index.js") } : null));
    // The older half of `url` reads queries as Node does, not as the package `qs` does.
    build.onResolve({ filter: /^qs$/ }, ({ importer }) => (importer.includes("node_modules/url/") ? { path: join(process.cwd(), SOURCE, "replaced/url-queries.js") } : null));
    build.onResolve({ filter: /^(node:)?[#@a-z][\w./@-]*$/ }, ({ path, kind }) => {
      if (kind === "entry-point") return null;
      const bare = path.replace(/^node:/, "").replace(/\/$/, "");
      const file = bare.replace(/^@/, "").replaceAll("/", "-");
      const packaged = path.endsWith("/");
      if (!packaged && (path.startsWith("#") || /.@\d+$/.test(path))) return { path, external: true };
      if (!packaged && file !== own && names.includes(file)) return { path: bare, external: true };
      return null;
    });
    // What a package asks of its surroundings only to find out where it is, or what would be half of its size.
    build.onResolve({ filter: /^(tr46|semver|async_hooks|stream|side-channel|form-data)(\/.*)?$/ }, ({ path, importer }) => {
      const replacement = join(process.cwd(), SOURCE, "replaced", `${path.split("/")[0]}.js`);
      return importer.includes("node_modules") ? { path: replacement } : null;
    });
  },
});

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const built = await Promise.all(names.map((name) => build({
  entryPoints: [join(SOURCE, `${name}.js`)],
  outfile: join(OUT, `${name}.js`),
  bundle: true,
  minifyWhitespace: true,
  minifySyntax: true,
  minifyIdentifiers: MANGLED.includes(name),
  format: "cjs",
  platform: "neutral",
  mainFields: ["main", "module"],
  // Where a package has one form for browsers and one for Node, ours is Node.
  conditions: ["node", "require", "default"],
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  plugins: [neighbours(name)],
})));

// The engine reads all that stands in parentheses twice, to see whether an arrow follows: a package that is one function called
// at once goes without them.
const AT_ONCE = /^(.*?=>\{)\((function\(\)\{[\s\S]*\})\)(\.call\(\w+\)\}\);module\.exports=\w+\(\);\s*)$/;
for (const name of names) {
  const path = join(OUT, `${name}.js`);
  const text = readFileSync(path, "utf8");
  const bare = text.replace(AT_ONCE, "$1!$2$3");
  if (bare !== text) writeFileSync(path, bare);
}

// The licences of what is in the bundles, for whoever is given them.
const packages = new Set(built.flatMap(({ metafile }) => Object.keys(metafile.inputs)).map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
const notices = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version}, ${license?.type ?? license}\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : "No licence text in the package."}\n`;
});
writeFileSync(join(OUT, "LICENSES.txt"), notices.join("\n----\n\n"));
