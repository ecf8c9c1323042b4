// Every example of the gallery, opened as a visitor opens it, says on the page what the engine reports.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { loadEngine } from "../wasm/engine.mjs";
import { launch, openExample, verdict } from "./harness.mjs";

const read = (name) => readFileSync(new URL(`../../dist/examples/${name}`, import.meta.url), "utf8");
const { simulate } = loadEngine();

let site;
let visit;
before(async () => {
  site = await launch();
  visit = await site.open();
});
after(async () => {
  await visit.finish();
  await site.close();
});

for (const { id, title } of JSON.parse(read("index.json"))) {
  test(`the example "${title}" opens and shows its claims`, async () => {
    const { page } = visit;
    await openExample(page, title);
    const report = JSON.parse(simulate(read(`${id}.json`)));
    const sentence = await verdict(page);
    assert.ok(sentence.trim().length > 10, `the verdict is a sentence: ${sentence}`);
    const shown = await page.locator("#panel-results").innerText();
    for (const claim of report.claims.filter(({ origin }) => origin.kind !== "standard")) {
      assert.ok(shown.includes(claim.name), `${claim.name} is on the page:\n${shown}`);
    }
    const tone = await page.locator(".verdict").getAttribute("data-tone");
    if (report.outcome.kind === "failed") assert.equal(tone, "fail");
    if (report.outcome.kind === "denied") assert.equal(tone, "drop");
  });
}
