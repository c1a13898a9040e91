// Pictures of the main pages on a wide screen and on a phone.
//
//   node screens.mjs SITE DIRECTORY      SITE is a running demo
import { mkdirSync } from "node:fs";
import { launch } from "./lib.mjs";

const [site, directory] = process.argv.slice(2);
mkdirSync(directory, { recursive: true });
const browser = await launch();
const pages = [
  ["front", "", "/"],
  ["jobs", "", "/jobs"],
  ["signup", "", "/signup"],
  ["client", "川辺 由美", "/my"],
  ["job", "川辺 由美", "発表会アンケート 80枚の集計", "/work?tab=open"],
  ["fund", "川辺 由美", "教室紹介動画の字幕", "/work", "/fund?step=final"],
  ["contract", "田中 美咲", "賃貸借契約書の英訳（参考訳）", "/contracts"],
  ["nudge", "青木商店", "紅葉フェアのチラシ制作", "/work", "/nudge"],
  ["termination", "髙橋 一郎", "紅葉フェアのチラシ制作", "/contracts", "/termination/agree"],
  ["earnings", "佐藤 健", "/earnings"],
];
for (const [name, width, height] of [["desk", 1280, 900], ["phone", 375, 812]]) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: name === "phone" ? 2 : 1, locale: "ja-JP", timezoneId: "Asia/Tokyo", reducedMotion: "reduce" });
  const page = await context.newPage();
  for (const [picture, who, what, list, then] of pages) {
    await page.goto(site + "/");
    const bar = page.locator(".sandbox");
    await bar.locator("select[name=as]").selectOption(who ? { label: who } : "");
    await Promise.all([page.waitForNavigation(), bar.locator("form[action='/sandbox/as'] button").click()]);
    if (list) {
      await page.goto(site + list);
      await Promise.all([page.waitForNavigation(), page.locator("main").getByRole("link", { name: what, exact: true }).first().click()]);
      if (then) await page.goto(page.url().replace(/[?#].*/, "") + then);
    } else {
      await page.goto(site + what);
    }
    await page.evaluate(() => document.querySelector(".sandbox")?.remove()); // the sandbox's own bar is no part of the product
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.screenshot({ path: `${directory}/${picture}-${name}.png`, clip: { x: 0, y: 0, width, height: Math.min(whole, name === "phone" ? 1400 : 1250) }, fullPage: true });
  }
  await context.close();
}
await browser.close();
