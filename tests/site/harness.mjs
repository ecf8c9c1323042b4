// The built site in Chromium: served below a sub-path, as static hosts do, and watched for what must never happen.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { site } from "../../scripts/serve.mjs";

const BASE = "/tools/claimscope/";
const DIST = new URL("../../dist/", import.meta.url).pathname;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Nothing on the page may take longer; a loaded machine with two cores included. */
export const PATIENCE_MS = 20_000;

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];

/** A server and a browser; `open` gives a watched page, `close` ends everything. */
export async function launch() {
  const server = site(DIST, BASE);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const profile = mkdtempSync(join(tmpdir(), "claimscope-site-"));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS, env: { ...process.env, HOME: profile } });
  return {
    url: origin + BASE,
    open: (options) => open(browser, origin + BASE, options),
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/**
 * Opens the site in a context of its own. `before(page)` may add routes and scripts before the first request; `expected`
 * are patterns of console errors that the test provokes. `path` is added to the URL.
 */
async function open(browser, url, { before, expected = [], path = "", ready = true, keep, ...settings } = {}) {
  const context = keep ?? (await browser.newContext({ viewport: { width: 1440, height: 900 }, ...settings }));
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const wrong = [];
  const note = (text) => expected.some((pattern) => pattern.test(text)) || wrong.push(text);
  page.on("console", (message) => message.type() === "error" && note(`console: ${message.text()}`));
  page.on("pageerror", (error) => note(`exception: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) note(`request to elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => response.status() >= 400 && note(`${response.status()}: ${response.url()}`));
  await page.addInitScript(() => {
    globalThis.refusedByPolicy = [];
    addEventListener("securitypolicyviolation", (event) => globalThis.refusedByPolicy.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  });
  await before?.(page, context);
  await page.goto(url + path);
  if (ready) await settled(page);
  return {
    page,
    context,
    /** Checks that nothing went wrong meanwhile, and closes. */
    finish: async ({ keepContext = false } = {}) => {
      const refused = await page.evaluate(() => globalThis.refusedByPolicy);
      assert.deepEqual(refused, [], "the policy refused something");
      assert.deepEqual(wrong, [], "something went wrong on the way");
      await (keepContext ? page.close() : context.close());
    },
  };
}

/** Counts edits: what the page works on now. */
export const revision = (page) => page.evaluate(() => Number(document.querySelector(".workbench")?.dataset.revision ?? -1));

/** Waits until the page shows the answer to what was typed last: nothing is stale and nothing is running. */
export async function settled(page, later = 0) {
  await page.waitForFunction((at) => {
    const asked = document.querySelector(".workbench")?.dataset.revision;
    const shown = document.querySelector("#results-panel");
    return Number(asked) >= at && shown?.dataset.revision === asked && shown.getAttribute("aria-busy") !== "true";
  }, later);
}

/** Does something that edits the scenario, and waits for the answer to it. */
export async function edit(page, act) {
  const before = await revision(page);
  await act();
  await settled(page, before + 1);
}

/** The sentence on top. */
export const verdict = (page) => page.locator(".verdict__text").innerText();

/** Opens an example by pressing what a visitor would press. */
export async function openExample(page, title) {
  await page.getByRole("button", { name: "Examples" }).first().click();
  const dialog = page.getByRole("dialog");
  await edit(page, () => dialog.getByRole("button", { name: title, exact: false }).first().click());
  await dialog.waitFor({ state: "detached" });
}

/** Opens a scenario from its JSON, as a visitor pastes it. */
export async function openScenario(page, scenario) {
  await page.locator(".app-header__title button").click();
  await page.locator("#scenario-json").fill(JSON.stringify(scenario));
  await edit(page, () => page.getByRole("dialog").getByRole("button", { name: "Open", exact: true }).click());
}

/** The editor's text field. */
export const editor = (page) => page.locator("code-editor .cm-content").first();

/**
 * Pastes a text over the whole script. Not `insertText`: there Chromium deletes the selection itself and leaves style
 * attributes behind, which the policy refuses.
 */
export async function pasteScript(page, text) {
  // On its first line: a finding may stand in the middle.
  await editor(page).locator(".cm-line").first().click();
  await page.keyboard.press("Control+A");
  await editor(page).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** The same, and waits for the answer. */
export const typeScript = (page, text) => edit(page, () => pasteScript(page, text));

/** Runs axe and fails with what it found, in words. */
export async function accessible(page, name) {
  // As a function of the page's main world by the debugger, which the policy does not concern.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary}`).join("; ")}`),
    [],
    `axe on ${name}`,
  );
}

/** Nothing sticks out sideways. */
export async function fits(page, name) {
  const { inner, width } = await page.evaluate(() => ({ inner: innerWidth, width: document.documentElement.scrollWidth }));
  assert.ok(width <= inner, `${name}: the page is ${width} px wide in a window of ${inner} px`);
}
