// Every page that somebody can reach by links, for visitors and for everybody in
// the demo, in both languages: it is there, it has all its words, its links lead
// somewhere. Each kind of page, and every contract as each of its parties, is
// also opened in a browser: no complaint, nothing wider than a narrow phone,
// nothing cut off when the text is twice as large.
//
//   node walk.mjs SITE
import { crawl, everybody, isContract, kind } from "./crawl.mjs";
import { Person, launch, say, shot } from "./lib.mjs";

const site = process.argv[2];

// --- in a browser: each kind, and every contract

const browser = await launch();

async function open(who, language, paths) {
  const p = await Person.enter(browser, site, "mouse", { locale: language === "ja" ? "ja-JP" : "en-GB", viewport: { width: 320, height: 700 } });
  await p.page.addInitScript(() => {
    window.violations = [];
    addEventListener("securitypolicyviolation", (e) => window.violations.push(e.violatedDirective + " " + e.blockedURI));
  });
  await p.goto("/");
  if (who.id) {
    await p.bar.locator("select[name=as]").selectOption(who.id);
    await Promise.all([p.page.waitForNavigation(), p.bar.locator("form[action='/sandbox/as'] button").click()]);
  }
  for (const path of paths) {
    const wrong = [];
    p.faults.length = 0;
    await p.page.setViewportSize({ width: 320, height: 700 });
    await p.goto(path);
    await p.page.evaluate(() => { for (const d of document.querySelectorAll("details")) d.open = true; });
    wrong.push(...(await p.page.evaluate(words, language)).map((w) => "words: " + w));
    wrong.push(...(await p.page.evaluate(fits)).map((w) => "at 320 px: " + w));
    await p.page.setViewportSize({ width: 640, height: 900 });
    await p.page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
    wrong.push(...(await p.page.evaluate(fits)).map((w) => "at 200 %: " + w));
    wrong.push(...(await p.page.evaluate(() => window.violations)), ...p.faults);
    let screenshot = "";
    if (wrong.length > 0) await p.page.screenshot({ path: (screenshot = shot(`${kind(path)} ${who.name} ${language}`)), fullPage: true });
    say({ journey: `${kind(path)} of ${who.name}`, mode: language, ok: wrong.length === 0, detail: [path, ...wrong].join("\n"), screenshot });
  }
  await p.context.close();
}

// words looks for what has no name, and in English for Japanese where only the
// house speaks.
function words(language) {
  const wrong = [];
  for (const e of document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")) {
    const name = e.innerText?.trim() || e.getAttribute("aria-label") || [...(e.labels ?? [])].map((l) => l.innerText.trim()).join("") || e.querySelector("svg title")?.textContent;
    if (!name) wrong.push(e.outerHTML.slice(0, 120) + " has no name");
  }
  if (language === "en") {
    const house = "header.site nav, footer.site a, aside.sandbox button, aside.sandbox label, main button:not(.link), main label:not(.check), main legend, main summary, main caption, main thead th, main .tag, main .state, main .hint";
    for (const e of document.querySelectorAll(house)) {
      if (e.closest(".theirs")) continue; // what a client asks
      if (/[\u3040-\u30ff\u4e00-\u9fff]/.test(e.innerText)) wrong.push(`「${e.innerText.trim().slice(0, 60)}」 is not in English`);
    }
  }
  return wrong;
}

// fits looks for what is wider than the window, and for words that are cut off.
function fits() {
  const wrong = [];
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) {
    const widest = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest("header.site nav")).slice(-1)[0];
    wrong.push(`it is ${over} px wider than the window, for one by ${widest?.outerHTML.slice(0, 160)}`);
  }
  for (const e of document.querySelectorAll("body *")) {
    const look = getComputedStyle(e);
    if (look.overflowX === "hidden" && !e.matches(".only-read, svg, svg *") && e.scrollWidth > e.clientWidth + 1) wrong.push(`cut off: ${e.outerHTML.slice(0, 120)}`);
  }
  for (const text of document.querySelectorAll("svg text")) {
    const svg = text.ownerSVGElement, box = text.getBoundingClientRect(), frame = svg.getBoundingClientRect();
    if (box.width === 0 || getComputedStyle(svg).overflow === "visible") continue;
    if (box.right > frame.right + 2 || box.left < frame.left - 2) wrong.push(`「${text.textContent.trim()}」 is cut off in its drawing`);
  }
  return wrong;
}

// The judge is judged first: it must see what is wrong with a page that was
// spoilt.
{
  const p = await Person.enter(browser, site, "mouse", { viewport: { width: 320, height: 700 } });
  await p.goto("/guide/client");
  await p.page.evaluate(() => {
    const main = document.querySelector("main");
    main.insertAdjacentHTML("beforeend", "<div class=probe>wide</div><button></button><button>日本語</button><div class=probe><div>cut off, cut off, cut off</div></div>");
    const [wide, cut] = main.querySelectorAll(".probe");
    wide.style.width = "500px";
    cut.style.cssText = "overflow: hidden; white-space: nowrap; width: 50px";
  });
  const seen = [...(await p.page.evaluate(words, "en")), ...(await p.page.evaluate(fits))];
  const all = ["has no name", "「日本語」 is not in English", "wider than the window", "cut off: "].every((w) => seen.some((s) => s.includes(w)));
  say({ journey: "the judge", mode: "spoilt", ok: all, detail: seen.join("\n") });
  await p.context.close();
}

const opened = new Set();
const todo = (await everybody(site)).flatMap((who) => ["ja", "en"].map((language) => ({ who, language })));
await Promise.all([0, 1].map(async () => {
  for (let one; (one = todo.shift());) {
    const { pages, wrong } = await crawl(site, one.who, one.language);
    say({ journey: "links of " + one.who.name, mode: one.language, ok: wrong.length === 0, detail: `${pages.length} pages ${wrong.join("\n")}` });
    const paths = pages.filter(({ path, made }) => {
      // every contract, in one language; of other pages those that are made of something else
      const key = isContract(path) && one.language === "ja" ? one.who.id + path : kind(path) + made;
      return !opened.has(one.language + key) && opened.add(one.language + key);
    }).map(({ path }) => path);
    await open(one.who, one.language, paths);
  }
}));
await browser.close();
