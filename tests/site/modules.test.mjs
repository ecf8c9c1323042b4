// A script's modules come from the site, when it requires them, and the page waits for a slow one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { editor, launch, openExample, typeScript, verdict } from "./harness.mjs";

const KEPT = "A claim named after a domain you own";
const USES_LODASH = "function (user, context, callback) {\n  const _ = require('lodash');\n  context.accessToken['https://acme.com/first'] = _.first(['module-answer']);\n  callback(null, user, context);\n}";
const USES_URL = "function (user, context, callback) {\n  context.accessToken['https://acme.com/first'] = new URL('https://module-answer.com/x').hostname;\n  callback(null, user, context);\n}";
// Longer than a script may run, and shorter than the page waits for a module.
const SLOW_MS = 2500;

let site;
before(async () => {
  site = await launch();
});
after(() => site.close());

for (const [what, script, file] of [["a module that is required", USES_LODASH, "lodash"], ["a global of Node", USES_URL, "_whatwg"]]) {
  test(`${what} is fetched once, from the site`, async () => {
    const fetched = [];
    const { page, context, finish } = await site.open();
    context.on("request", (request) => /\/library-/.test(request.url()) && fetched.push(request.url()));
    await openExample(page, KEPT);
    await editor(page).waitFor();
    assert.deepEqual(fetched, [], "nothing is fetched that nobody asks for");
    await typeScript(page, script);
    await page.getByText("module-answer").first().waitFor();
    assert.equal(await page.locator(".verdict").getAttribute("data-tone"), "keep");
    await typeScript(page, `${script}\n// again`);
    assert.equal(fetched.filter((url) => url.endsWith(`/${file}.js`)).length, 1, fetched.join(" "));
    await finish();
  });
}

test("a module that comes slowly is waited for", async () => {
  const { page, finish } = await site.open({
    before: (page, context) => context.route(/\/library-[^/]*\/lodash\.js$/, async (route) => {
      await new Promise((resolve) => { setTimeout(resolve, SLOW_MS); });
      await route.continue();
    }),
  });
  await openExample(page, KEPT);
  await editor(page).waitFor();
  await typeScript(page, USES_LODASH);
  assert.equal(await page.locator(".verdict").getAttribute("data-tone"), "keep", await verdict(page));
  await page.getByText("module-answer").first().waitFor();
  await finish();
});

test("a module that does not come fails the script, and says so", async () => {
  const { page, finish } = await site.open({
    expected: [/404|Failed to load resource/],
    before: (page, context) => context.route(/\/library-[^/]*\/lodash\.js$/, (route) => route.fulfill({ status: 404, body: "" })),
  });
  await openExample(page, KEPT);
  await editor(page).waitFor();
  await typeScript(page, USES_LODASH);
  await page.getByText(/'lodash'.*could not be loaded/).first().waitFor();
  await finish();
});
