// What goes wrong is said, and nothing is lost by it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { edit, editor, launch, openExample, pasteScript, settled, typeScript, verdict } from "./harness.mjs";

const KEPT = "A claim named after a domain you own";
const GOOD = "function (user, context, callback) {\n  context.accessToken['https://acme.com/department'] = 'sales';\n  callback(null, user, context);\n}";
const ENDLESS = {
  "a loop that never ends": "function (user, context, callback) {\n  while (true) {}\n}",
  "a loop that catches everything": "function (user, context, callback) {\n  for (;;) { try { for (;;) {} } catch (error) {} }\n}",
  "a regular expression that backtracks": `function (user, context, callback) {\n  /^(a+)+$/.test('${"a".repeat(40)}!');\n  callback(null, user, context);\n}`,
  "memory without end": "function (user, context, callback) {\n  var all = []; for (;;) { all.push(new Array(1000).join('x') + all.length); }\n}",
};
// The limit, the pause after the last key, and what a loaded machine adds.
const STOPPED_MS = 1000 + 200 + 800;

let site;
before(async () => {
  site = await launch();
});
after(() => site.close());

for (const [name, script] of Object.entries(ENDLESS)) {
  test(`${name} is stopped, the page stays responsive, and the next run is served`, async () => {
    const { page, finish } = await site.open();
    await openExample(page, KEPT);
    await editor(page).waitFor();
    // The longest time between two frames, while the script runs.
    await page.evaluate(() => {
      globalThis.longest = 0;
      let last = performance.now();
      const frame = (now) => {
        globalThis.longest = Math.max(globalThis.longest, now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    await page.evaluate(() => {
      globalThis.asked = performance.now();
      globalThis.answered = new Promise((resolve) => {
        const look = () => (document.querySelector('.verdict[data-tone="fail"]') ? resolve(performance.now() - globalThis.asked) : requestAnimationFrame(look));
        look();
      });
    });
    await pasteScript(page, script);
    const took = await page.evaluate(() => globalThis.answered);
    assert.ok(took < STOPPED_MS, `stopped after ${took.toFixed(0)} ms`);
    assert.ok((await page.evaluate(() => globalThis.longest)) < 500, "the page was blocked");
    assert.match(await verdict(page), /stopped|limit|still running|failed|did not end/i);

    await typeScript(page, GOOD);
    assert.equal(await page.locator(".verdict").getAttribute("data-tone"), "keep");
    await finish();
  });
}

test("denied storage is survived, and said", async () => {
  const { page, finish } = await site.open({
    before: (page) => page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(globalThis, name, { get() { throw new DOMException("The operation is insecure.", "SecurityError"); } });
      }
    }),
  });
  await openExample(page, KEPT);
  await typeScript(page, GOOD);
  assert.equal(await page.locator(".verdict").getAttribute("data-tone"), "keep");
  await page.getByText(/does not keep the scenario/).first().waitFor();
  await finish();
});

test("an engine that does not load is said, and retried", async () => {
  const pattern = "**/engine_bg*.wasm";
  const { page, finish } = await site.open({
    ready: false,
    expected: [/net::ERR_FAILED|Failed to load resource/],
    before: (page) => page.context().route(pattern, (route) => route.abort()),
  });
  const retry = page.getByRole("button", { name: /retry|try again/i });
  await retry.waitFor();
  assert.match(await verdict(page), /engine/i);
  await page.context().unroute(pattern);
  await retry.click();
  await settled(page);
  assert.doesNotMatch(await verdict(page), /engine/i);
  await finish();
});

test("an editor that does not load leaves a text area that works", async () => {
  const { page, finish } = await site.open({
    expected: [/net::ERR_FAILED|Failed to load resource|editor/i],
    before: (page) => page.context().route("**/vendor/editor*.js", (route) => route.abort()),
  });
  await openExample(page, KEPT);
  const area = page.locator("code-editor textarea");
  await edit(page, () => area.fill("function (user, context, callback) { callback(new Error('no')); }"));
  assert.equal(await page.locator(".verdict").getAttribute("data-tone"), "drop");
  await finish();
});
