// Serves a folder as a static host would, with the right types and the policy as a header too.
//   node scripts/serve.mjs [FOLDER] [PORT] [BASE]
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { POLICY } from "./policy.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** A server for `folder` below the path `base`; listens when the caller says so. */
export function site(folder, base = "/") {
  const root = resolve(folder);
  return createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const refuse = (status, text) => response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "only GET and HEAD");
    if (!pathname.startsWith(base)) return refuse(404, `the site is at ${base}`);
    let file;
    try {
      file = join(root, normalize(decodeURIComponent(pathname.slice(base.length - 1))));
    } catch {
      return refuse(400, "not a path");
    }
    if (file !== root && !file.startsWith(`${root}/`)) return refuse(404, "outside of the site");
    let found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory()) found = statSync((file = join(file, "index.html")), { throwIfNoEntry: false });
    if (!found?.isFile()) return refuse(404, "no such file");
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-length": found.size,
      "content-security-policy": POLICY,
      "cache-control": /-[0-9a-f]{12,}(_bg)?\.\w+$/.test(file) ? "max-age=31536000, immutable" : "no-cache",
      "x-content-type-options": "nosniff",
    });
    if (request.method === "HEAD") return response.end();
    createReadStream(file).on("error", () => response.destroy()).pipe(response);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = "dist", port = "8080", base = "/"] = process.argv.slice(2);
  const server = site(folder, base);
  server.on("error", (error) => {
    console.error(error.code === "EADDRINUSE" ? `port ${port} is taken; choose another: make serve PORT=${Number(port) + 1}` : error.message);
    process.exit(1);
  });
  // Only this machine can reach it.
  server.listen(Number(port), "127.0.0.1", () => console.log(`claimscope is at http://127.0.0.1:${port}${base} (Ctrl C ends it)`));
}
