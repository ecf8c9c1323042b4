// Everyone can use it: with keys alone, on a phone, in the dark, with a screen reader.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, edit, editor, fits, launch, openExample, settled, verdict } from "./harness.mjs";

const LOST = "Claims from a rule never arrive at /oauth/ro";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

let site;
before(async () => {
  site = await launch();
});
after(() => site.close());

const focused = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return { tag: element?.tagName, text: (element?.getAttribute("aria-label") || element?.innerText || "").trim(), editor: element?.classList.contains("cm-content") ?? false };
});

/** Presses Tab until the focus is where it should be. */
async function tabTo(page, wanted, key = "Tab") {
  for (let presses = 0; presses < 120; presses += 1) {
    const at = await focused(page);
    if (wanted(at)) return at;
    await page.keyboard.press(key);
  }
  assert.fail(`not reached with ${key} alone; the focus is on ${JSON.stringify(await focused(page))}`);
}

test("with keys alone: open an example, edit the rule, leave the editor", async () => {
  const { page, finish } = await site.open();
  await tabTo(page, ({ text }) => text === "Examples");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await tabTo(page, ({ text }) => text.includes(LOST));
  await edit(page, () => page.keyboard.press("Enter"));
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const before = await verdict(page);

  await editor(page).waitFor();
  await tabTo(page, ({ editor: inside }) => inside);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await edit(page, () => page.keyboard.type("function (user, context, callback) { callback(new Error('no entry')); }"));
  await settled(page);
  assert.notEqual(await verdict(page), before);
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).editor, false, "Tab leaves the editor");
  await finish();
});

test("the tabs of the results move with the arrows", async () => {
  const { page, finish } = await site.open();
  const tabs = page.locator("#panel-results").getByRole("tab");
  const count = await tabs.count();
  assert.ok(count >= 4, `${count} tabs`);
  await tabs.first().focus();
  for (let at = 1; at < count; at += 1) {
    await page.keyboard.press("ArrowRight");
    assert.equal(await tabs.nth(at).getAttribute("aria-selected"), "true");
  }
  await page.keyboard.press("Home");
  assert.equal(await tabs.first().getAttribute("aria-selected"), "true");
  await finish();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}: every tab of the results, every section, every dialog`, async () => {
    const { page, finish } = await site.open({ colorScheme, reducedMotion: "reduce" });
    await openExample(page, LOST);
    await editor(page).waitFor();
    const tabs = page.locator("#panel-results").getByRole("tab");
    for (let at = 0; at < (await tabs.count()); at += 1) {
      await tabs.nth(at).click();
      await accessible(page, `${await tabs.nth(at).innerText()}, ${colorScheme}`);
    }
    await tabs.first().click();
    const heads = page.locator('.input-section__head[aria-expanded="false"]');
    while (await heads.count()) await heads.first().click();
    await accessible(page, `all inputs, ${colorScheme}`);
    for (const name of [/^Examples/, /help/i, /Rules still run|no Rule runs|Date not set/]) {
      await page.getByRole("button", { name }).first().click();
      await page.getByRole("dialog").waitFor();
      await accessible(page, `dialog ${name}, ${colorScheme}`);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await finish();
  });
}

test("the theme can be chosen, and stays after a reload", async () => {
  const { page, finish } = await site.open({ colorScheme: "light" });
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
  const light = await ink();
  for (let presses = 0; presses < 3 && (await page.evaluate(() => document.documentElement.dataset.theme)) !== "dark"; presses += 1) {
    await page.getByRole("button", { name: /^Theme/ }).click();
  }
  assert.notEqual(await ink(), light);
  await page.reload();
  await settled(page);
  assert.notEqual(await ink(), light);
  await finish();
});

test("390 px wide: every panel fits, and the answer comes first", async () => {
  const { page, finish } = await site.open(PHONE);
  assert.ok(await page.locator(".verdict__text").isVisible());
  for (const name of ["Inputs", "Script", "Result"]) {
    await page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name }).click();
    await fits(page, name);
    await accessible(page, `${name} at 390 px`);
  }
  await finish();
});

test("no width from 320 px on makes the page scroll sideways", async () => {
  const { page, finish } = await site.open();
  await openExample(page, LOST);
  for (const width of [320, 360, 600, 759, 760, 900, 1215, 1216, 1440, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    await fits(page, `${width} px`);
  }
  await finish();
});
