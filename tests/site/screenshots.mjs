// Pictures of the built page, into out: `make screenshots`.
import { mkdirSync, readFileSync } from "node:fs";
import { editor, launch, openExample } from "./harness.mjs";

const OUT = new URL("../../out/", import.meta.url).pathname;
const examples = JSON.parse(readFileSync(new URL("../../dist/examples/index.json", import.meta.url), "utf8"));
const SHAPES = {
  wide: { viewport: { width: 1440, height: 900 } },
  narrow: { viewport: { width: 900, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
};

mkdirSync(OUT, { recursive: true });
const site = await launch();
try {
  for (const colorScheme of ["light", "dark"]) {
    for (const [shape, settings] of Object.entries(SHAPES)) {
      const { page, context } = await site.open({ ...settings, colorScheme });
      // One look at the start, then one example of each group.
      await page.screenshot({ path: `${OUT}start-${shape}-${colorScheme}.png` });
      const seen = new Set();
      for (const { id, title, group } of examples) {
        if (seen.has(group)) continue;
        seen.add(group);
        await openExample(page, title);
        if (shape !== "phone") await editor(page).waitFor();
        await page.screenshot({ path: `${OUT}${id}-${shape}-${colorScheme}.png` });
      }
      if (shape === "wide") {
        for (const tab of await page.locator("#panel-results").getByRole("tab").all()) {
          await tab.click();
          await page.screenshot({ path: `${OUT}tab-${(await tab.innerText()).split(/\s/)[0].toLowerCase()}-${colorScheme}.png` });
        }
      }
      await context.close();
    }
  }
} finally {
  await site.close();
}
console.log(`pictures are in ${OUT}`);
