// Bundles the modules that a rule or action can require: each file beside this one becomes static/library/NAME.js, in
// CommonJS and without its neighbours, which it requires like any other code. Files in `shared` are bundled into each user.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
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
    build.onResolve({ filter: /^(node:)?[#@a-z][\w./@-]*$/ }, ({ path, kind, pluginData }) => {
      if (pluginData === "own" || kind === "entry-point") return null;
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
await Promise.all(names.map((name) => build({
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
  plugins: [neighbours(name)],
})));
