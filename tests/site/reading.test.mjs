// What is on the page can be read, and belongs to what stands beside it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { edit, editor, launch, openExample, openScenario, settled, typeScript, verdict } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const LOST = "Claims from a rule never arrive at /oauth/ro";
const KEPT = "A claim named after a domain you own";

let site;
before(async () => {
  site = await launch();
});
after(() => site.close());

test("on a phone the values of a token are read in lines, not letter by letter", async () => {
  const { page, finish } = await site.open(PHONE);
  await page.getByRole("tab", { name: "Tokens" }).click();
  for (const cell of await page.locator(".token-view__claims td:nth-of-type(1)").all()) {
    const { width } = await cell.boundingBox();
    assert.ok(width > 100, `${await cell.innerText()} has ${width} px`);
  }
  await finish();
});

test("the count before is one of this scenario, and counts as the sentence does", async () => {
  const { page, finish } = await site.open();
  const change = page.locator(".verdict__change");
  await openExample(page, KEPT);
  assert.equal(await change.count(), 0, "another scenario was never this one");
  await openExample(page, LOST);
  assert.match(await verdict(page), /none of 3/);
  assert.match(await page.locator(".pipeline-item", { hasText: "Add claims" }).innerText(), /3 claims, none reaches a token/);
  await edit(page, () => page.getByLabel("Path", { exact: true }).selectOption("POST /oauth/token"));
  if (await change.count()) assert.equal(await change.innerText(), "was none of 3");
  await finish();
});

test("a line of a script that is not open is named with its script", async () => {
  const { page, finish } = await site.open();
  await openExample(page, "A rule and an Action set the same claim");
  const origin = page.locator(".claim-table__origin");
  const source = page.locator(".claim-wires__source");
  assert.match(await origin.innerText(), /from Add plan again, line 2/);
  assert.match(await source.textContent(), /^Add plan again, line 2, to idToken/);
  await origin.getByRole("button", { name: "line 2" }).click();
  await page.locator("#editor-title", { hasText: "Add plan again" }).waitFor();
  assert.doesNotMatch(await origin.innerText(), /Add plan again/);
  assert.match(await source.textContent(), /^line 2, to idToken/);
  await finish();
});

test("a login that a script ends opens that script", async () => {
  const { page, finish } = await site.open();
  await openExample(page, "An Action that turns users away");
  assert.match(await verdict(page), /"Check domain" ended the login at line 3/);
  await page.locator("#editor-title", { hasText: "Check domain" }).waitFor();
  await finish();
});

test("what is wrong with a JSON text is in sight while it is typed", async () => {
  const { page, finish } = await site.open();
  await openExample(page, KEPT);
  await page.getByRole("button", { name: /^User/ }).click();
  await page.getByLabel("Profile, as JSON").fill("{ no }");
  const note = page.getByText(/Not JSON at line 1/);
  await note.waitFor();
  const list = await page.locator(".inputs-list").boundingBox();
  const box = await note.boundingBox();
  assert.ok(box.y + box.height <= list.y + list.height + 1, JSON.stringify({ list, box }));
  await finish();
});

test("a finding stays in sight where its line is long", async () => {
  const { page, finish } = await site.open();
  await openExample(page, KEPT);
  await typeScript(page, `<p>${"x".repeat(2000)}</p>`);
  const finding = page.locator("code-editor .cm-finding");
  assert.match(await finding.innerText(), /without HTML or JSX/);
  const gutters = await page.locator("code-editor .cm-gutters").boundingBox();
  const box = await finding.boundingBox();
  assert.ok(box.x >= gutters.x + gutters.width - 2, JSON.stringify({ gutters, box }));
  await finish();
});

test("the focus stays where a fix was applied, and in the pane where a name was changed", async () => {
  const { page, finish } = await site.open();
  await editor(page).waitFor();
  const inside = (selector) => page.waitForFunction((at) => document.activeElement?.closest(at), selector);
  await page.locator("code-editor").getByRole("button", { name: /^Rename to/ }).first().focus();
  await edit(page, () => page.keyboard.press("Enter"));
  await inside("code-editor");
  await edit(page, () => page.keyboard.press("Control+Z"));
  await page.getByRole("tab", { name: /^Findings/ }).click();
  await page.locator(".findings").getByRole("button", { name: /^Rename to/ }).first().focus();
  await edit(page, () => page.keyboard.press("Enter"));
  await inside("#results-panel");
  await page.getByRole("button", { name: "Rename", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.locator("#rename-script").waitFor();
  await edit(page, () => page.keyboard.type("Another name"));
  await page.keyboard.press("Enter");
  await inside("#panel-editor");
  assert.equal(await page.locator("#editor-title").innerText(), "Another name");
  await finish();
});

test("an Action is told its own words, and a name cannot be turned around", async () => {
  const { page, finish } = await site.open();
  const code = "exports.onExecutePostLogin = async (event, api) => {\n  api.accessToken.setCustomClaim('https://acme.com/\u202Eelor', 'x');\n};";
  await openScenario(page, { request: { query: { response_type: "code", scope: "openid" } }, actions: [{ name: "Add role", code }] });
  await settled(page);
  assert.match(await page.locator(".what-helps").innerText(), /with api\.idToken\.setCustomClaim/);
  assert.match(await page.locator(".pipeline").innerText(), /Actions run in this order/);
  assert.match(await page.locator(".claim-table__name").innerText(), /•elor/);
  assert.doesNotMatch(await page.locator("#results-panel").innerText(), /\u202E/);
  await finish();
});

test("a long name leaves room for the buttons beside it", async () => {
  const { page, finish } = await site.open();
  const name = "A script whose name goes on and on until the pane has no room for it any more";
  await openScenario(page, { rules: [{ name, script: "function (user, context, callback) { callback(null, user, context); }" }] });
  const pane = await page.locator("#panel-editor").boundingBox();
  const button = await page.getByRole("button", { name: "Remove", exact: true }).boundingBox();
  assert.ok(button.x + button.width <= pane.x + pane.width, JSON.stringify({ pane, button }));
  await finish();
});
