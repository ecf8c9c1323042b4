// Changing the scenario changes the answer.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { edit, editor, launch, openExample, settled, typeScript, verdict } from "./harness.mjs";

const KEPT = "A claim named after a domain you own";
const rule = (name, object = "accessToken") => `function (user, context, callback) {\n  context.${object}['${name}'] = 'sales';\n  callback(null, user, context);\n}`;

let site;
before(async () => {
  site = await launch();
});
after(() => site.close());

test("a claim that is renamed into Auth0's own namespace is dropped, and comes back with undo", async () => {
  const { page, finish } = await site.open();
  await openExample(page, KEPT);
  await typeScript(page, rule("https://acme.com/department"));
  const kept = await verdict(page);
  assert.equal(await page.locator(".verdict").getAttribute("data-tone"), "keep", kept);

  await typeScript(page, rule("https://acme.auth0.com/department"));
  const dropped = await verdict(page);
  assert.equal(await page.locator(".verdict").getAttribute("data-tone"), "drop", dropped);
  assert.notEqual(dropped, kept);
  assert.match(await page.locator("#panel-results").innerText(), /https:\/\/acme\.auth0\.com\/department/);

  // On its first line: a finding may stand in the middle.
  await editor(page).locator(".cm-line").first().click();
  await edit(page, () => page.keyboard.press("Control+Z"));
  assert.equal(await verdict(page), kept);
  await finish();
});

test("a syntax error is shown at its line, and the login fails", async () => {
  const { page, finish } = await site.open();
  await openExample(page, KEPT);
  await typeScript(page, "function (user, context, callback) {\n  callback(null, user, context;\n}");
  assert.equal(await page.locator(".verdict").getAttribute("data-tone"), "fail");
  assert.match(await page.locator("code-editor .cm-finding").first().innerText(), /script-syntax|Error/);
  await finish();
});

test("switching a rule off takes its claims away", async () => {
  const { page, finish } = await site.open();
  await openExample(page, KEPT);
  const name = "https://acme.com/department";
  assert.ok((await page.locator("#panel-results").innerText()).includes(name));
  await edit(page, () => page.locator(".pipeline").getByRole("switch").first().click());
  assert.ok(!(await page.locator("#panel-results").innerText()).includes(name));
  await finish();
});

test("the reply that a request lacks is added with one press, and taken back with one", async () => {
  const { page, finish } = await site.open();
  await openExample(page, KEPT);
  await typeScript(page, "async function (user, context, callback) {\n  const answer = await fetch('https://hr.acme.com/users/1');\n  context.accessToken['https://acme.com/status'] = answer.status;\n  callback(null, user, context);\n}");
  await page.getByRole("tab", { name: /Findings/ }).click();
  const findings = page.locator(".findings");
  assert.match(await findings.innerText(), /unmatched-request/);
  await edit(page, () => findings.getByRole("button", { name: "Add an empty reply" }).click());
  assert.ok(!(await page.locator("#panel-results").innerText()).includes("unmatched-request"));
  assert.equal(await page.locator(".verdict").getAttribute("data-tone"), "keep");
  await edit(page, () => page.getByRole("button", { name: "Undo" }).first().click());
  assert.match(await findings.innerText(), /unmatched-request/);
  await finish();
});

test("another endpoint gives another verdict", async () => {
  const { page, finish } = await site.open();
  await openExample(page, KEPT);
  const before = await verdict(page);
  await edit(page, () => page.getByLabel("Path", { exact: true }).selectOption("POST /oauth/ro"));
  const after = await verdict(page);
  assert.notEqual(after, before);
  assert.match(after, /legacy/i);
  await finish();
});

test("reloading keeps what was typed", async () => {
  const { page, finish } = await site.open();
  await openExample(page, KEPT);
  await typeScript(page, rule("https://typed.example/by-hand"));
  const said = await verdict(page);
  // It is kept a moment after the last key.
  await page.waitForFunction(() => localStorage.getItem("claimscope.document")?.includes("typed.example/by-hand"));
  await page.reload();
  await settled(page);
  await editor(page).waitFor();
  assert.match(await editor(page).innerText(), /typed\.example\/by-hand/);
  assert.equal(await verdict(page), said);
  await finish();
});

test("a reload right after the last key loses nothing", async () => {
  const { page, finish } = await site.open();
  // On its first line: a finding may stand in the middle.
  await editor(page).locator(".cm-line").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("// the last word");
  // The page has taken it in, and not stored it yet: that happens as it goes away.
  await editor(page).getByText("the last word").waitFor();
  await page.reload();
  await settled(page);
  await editor(page).waitFor();
  assert.match(await editor(page).innerText(), /the last word/);
  await finish();
});

test("while a script does not parse, the last result stays in sight, and says so", async () => {
  const { page, finish } = await site.open();
  await openExample(page, KEPT);
  const before = await page.locator(".claim-table").innerText();
  await typeScript(page, "function (user, context, callback) {\n  if (user.");
  assert.equal(await page.locator(".verdict").getAttribute("data-tone"), "fail");
  assert.equal(await page.locator("#results-panel").getAttribute("data-stale"), "true");
  assert.match(await page.locator("#panel-results .notice").innerText(), /last one that issued tokens/);
  assert.equal(await page.locator(".claim-table").innerText(), before);
  await finish();
});

test("the height of the verdict never changes", async () => {
  const { page, finish } = await site.open();
  const top = async () => Math.round((await page.locator("#panel-editor").boundingBox()).y);
  const first = await top();
  await openExample(page, KEPT);
  assert.equal(await top(), first);
  await typeScript(page, "function (user, context, callback) { user.app_metadata.plan.name.first(); callback(null, user, context); }");
  assert.equal(await top(), first, await verdict(page));
  await finish();
});

test("a pane is made wider by keys, stays so after a reload, and is reset by a double press", async () => {
  const { page, finish } = await site.open();
  await editor(page).waitFor();
  const width = async () => Math.round((await page.locator("#panel-inputs").boundingBox()).width);
  const first = await width();
  const splitter = page.getByRole("separator", { name: "Width of the inputs" });
  await splitter.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await width(), first + 32);
  await page.reload();
  await settled(page);
  await editor(page).waitFor();
  assert.equal(await width(), first + 32);
  await splitter.dblclick({ position: { x: 4, y: 300 } });
  assert.equal(await width(), first);
  await finish();
});

test("a text that is no JSON is a finding with its place, and the result stays", async () => {
  const { page, finish } = await site.open();
  await openExample(page, KEPT);
  const said = await verdict(page);
  const field = page.getByLabel("Profile, as JSON");
  if (!(await field.isVisible())) await page.getByRole("button", { name: /^User/ }).click();
  await field.fill('{\n  "user_id": "auth0|1",\n  email: "ada@acme.com"\n}');
  const note = page.getByText(/line 3, column 3/);
  await note.waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.equal(await verdict(page), said, "the last result is still shown");
  await edit(page, () => field.fill('{ "user_id": "auth0|2", "email": "bob@acme.com" }'));
  assert.equal(await note.count(), 0);
  await finish();
});
