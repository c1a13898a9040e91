// Accessibility by axe-core's rules for WCAG 2.2 AA: each kind of page, every
// state of a contract as each of its parties, and the forms that were refused;
// on a phone and on a wide screen, in light and in dark. Of what changes with
// the light only contrast is judged twice.
//
//   node axe.mjs SITE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { crawl, everybody, isContract, kind } from "./crawl.mjs";
import { Person, launch, say, shot } from "./lib.mjs";

const site = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await launch();

// What is opened: by kind and state, as the first one who can see it.
const opened = new Map();
for (const who of await everybody(site)) {
  const { pages } = await crawl(site, who, "ja");
  for (const { path, text } of pages) {
    const state = isContract(path) ? [text.match(/id="state">([^<]+)/)?.[1], text.includes('<a href="/work">仕事管理</a></p><h1>') ? "client" : "worker"] : [who.id ? "member" : "visitor"];
    const key = [kind(path), ...state].join(" ");
    if (!opened.has(key)) opened.set(key, { key, path, who });
  }
}
for (const key of ["/none", "/signin", "/contracts/none"]) opened.set(key, { key, path: key, who: { id: "", name: "訪問者" } });

// The judge is judged first, in the dark as in the light.
{
  const p = await Person.enter(browser, site, "mouse");
  await p.goto("/guide/client");
  await p.page.evaluate(() => {
    const p = document.createElement("p");
    p.innerHTML = "<img src='/assets/icon.svg'><span>pale</span>";
    document.querySelector("main").append(p);
    p.lastChild.style.cssText = "color: #888; background: #999";
  });
  for (const light of ["light", "dark"]) {
    const found = (await violations(p, 1280, light)).map((v) => v.id);
    say({ journey: "the judge", mode: light, ok: found.includes("color-contrast") && (light === "dark" || found.includes("image-alt")), detail: found.join(" ") });
  }
  await p.context.close();
}

const looks = [[1280, "light"], [1280, "dark"], [375, "light"], [375, "dark"]];
const byPerson = [...new Set([...opened.values()].map(({ who }) => who.id))].map((id) => [...opened.values()].filter(({ who }) => who.id === id));
await Promise.all([0, 1].map(async () => {
  for (let own; (own = byPerson.shift());) {
    const p = await Person.enter(browser, site, "mouse");
    await p.goto("/");
    if (own[0].who.id) {
      await p.bar.locator("select[name=as]").selectOption(own[0].who.id);
      await Promise.all([p.page.waitForNavigation(), p.bar.locator("form[action='/sandbox/as'] button").click()]);
    }
    for (const { key, path } of own) {
      await p.goto(path);
      await judge(p, key);
      if (await spoil(p)) await judge(p, key + " refused");
    }
    await p.context.close();
  }
}));
await browser.close();

// violations runs the rules on the page as it is.
async function violations(p, width, light) {
  await p.page.setViewportSize({ width, height: 900 });
  await p.page.emulateMedia({ colorScheme: light, reducedMotion: "reduce" });
  await p.page.evaluate(axe);
  const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const runOnly = light === "light" ? { type: "tag", values: wcag } : { type: "rule", values: ["color-contrast"] };
  return (await p.page.evaluate((o) => window.axe.run(document, o), { runOnly, resultTypes: ["violations"] })).violations;
}

async function judge(p, key) {
  await p.page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  for (const [width, light] of looks) {
    const found = await violations(p, width, light);
    const screenshot = found.length ? shot(`${key} ${width} ${light}`) : "";
    if (screenshot) await p.page.screenshot({ path: screenshot, fullPage: true });
    say({
      journey: key, mode: `${width} ${light}`, ok: found.length === 0, screenshot,
      detail: [new URL(p.page.url()).pathname, ...found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary.replace(/\s+/g, " ")}`))].join("\n"),
    });
  }
}

// spoil sends the page's first form that asks for something, without it.
async function spoil(p) {
  const form = p.main.locator("form[method=post]:has([required]):not([data-passkey])").first();
  if ((await form.count()) === 0) return false;
  await Promise.all([p.page.waitForNavigation(), form.evaluate((f) => {
    f.noValidate = true;
    for (const e of f.querySelectorAll("[required]")) if (e.matches("input, textarea")) e.value = "";
    f.submit();
  })]);
  return true;
}
