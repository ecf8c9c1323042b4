// Nothing leaves the tab, and the watch over it works.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { after, before, test } from "node:test";
import { POLICY } from "../../scripts/policy.mjs";
import { launch, openExample, typeScript } from "./harness.mjs";

let site;
before(async () => {
  site = await launch();
});
after(() => site.close());

test("the page carries the policy and has nothing inline", () => {
  const html = readFileSync(new URL("../../dist/index.html", import.meta.url), "utf8");
  assert.ok(html.includes(`content="${POLICY}"`));
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)[^>]*>|<style|\son\w+="|\sstyle="|javascript:/);
  assert.doesNotMatch(html, /(src|href)="(\/|https?:)/, "every address is relative");
});

test("no module names a place of the machine that built it", () => {
  const dist = new URL("../../dist/", import.meta.url);
  for (const name of readdirSync(dist).filter((file) => file.endsWith(".wasm"))) {
    const text = readFileSync(new URL(name, dist), "latin1");
    for (const place of [`${homedir()}/`, "/.cargo/", "/rustc/"]) assert.ok(!text.includes(place), `${name} names ${place}`);
  }
});

test("the policy refuses a request to elsewhere", async () => {
  const { page } = await site.open({ expected: [/./] });
  const refused = await page.evaluate(async () => {
    const told = new Promise((resolve) => addEventListener("securitypolicyviolation", (event) => resolve(event.violatedDirective), { once: true }));
    await fetch("https://example.com/").catch(() => {});
    return told;
  });
  assert.equal(refused, "connect-src");
});

test("a visit fetches only the site's own files, and no file twice from the network", async () => {
  const { page, finish } = await site.open();
  await openExample(page, "Claims from a rule never arrive at /oauth/ro");
  const names = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  assert.ok(names.length > 3, names.join("\n"));
  for (const name of names) assert.ok(name.startsWith(site.url), name);
  await finish();
});

test("what a script tries to reach is not there", async () => {
  const { page, finish } = await site.open();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await openExample(page, "A claim named after a domain you own");
  await typeScript(page, "function (user, context, callback) {\n  try { fetch('https://example.com/'); } catch (error) {}\n  try { new XMLHttpRequest(); } catch (error) {}\n  try { importScripts('https://example.com/'); } catch (error) {}\n  try { postMessage('{}'); } catch (error) {}\n  callback(null, user, context);\n}");
  assert.deepEqual(requests.filter((url) => !url.startsWith(site.url)), []);
  await finish();
});
