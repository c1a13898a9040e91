// What the scripts of this directory share: a browser, people who use it in one
// of three ways, and the sandbox's own levers. Every wait is for a condition and
// has an end.
import { accessSync, constants, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { tmpdir } from "node:os";
import { chromium } from "playwright-core";

export const modes = ["mouse", "keyboard", "nojs"];

// How long anything is waited for, in milliseconds.
const patience = 30_000;

// launch starts the machine's own Chromium.
export function launch() {
  return chromium.launch({
    executablePath: inPath("chromium", "chromium-browser", "google-chrome"),
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

function inPath(...names) {
  for (const name of names) {
    for (const dir of (process.env.PATH ?? "").split(delimiter)) {
      try {
        accessSync(join(dir, name), constants.X_OK);
        return join(dir, name);
      } catch { /* look on */ }
    }
  }
  throw new Error("none of " + names.join(", ") + " is in PATH");
}

// say prints one check.
export function say(check) {
  process.stdout.write(JSON.stringify({ detail: "", screenshot: "", ...check }) + "\n");
}

// shot is where a picture goes; AZUKARI_SHOTS chooses the directory.
export function shot(name) {
  const dir = process.env.AZUKARI_SHOTS ?? join(tmpdir(), "azukari-shots");
  mkdirSync(dir, { recursive: true });
  return join(dir, name.replace(/[^\p{L}\p{N}.-]+/gu, "-") + ".png");
}

// fail ends a check.
export function fail(text) {
  throw new Error(text);
}

// until asks again and again, with short pauses, whether something holds.
export async function until(what, ask) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) fail(typeof what === "function" ? await what() : what);
    await new Promise((go) => setTimeout(go, 25));
  }
}

// A name is meant as a whole, except as a pattern; that of a field has the mark
// of its need behind it.
const whole = (name, end) => (name instanceof RegExp ? name : new RegExp("^\\s*" + name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + end));
const exactly = (name) => whole(name, "\\s*$");
const field = (name) => whole(name, "\\s*(必須|任意)?\\s*$");

// A Person uses one browser in one way.
export class Person {
  constructor(context, page, site, mode, name) {
    Object.assign(this, { context, page, site, mode, name, clicks: 0, faults: [], expected: new Set() });
  }

  static async enter(browser, site, mode, options = {}) {
    const context = await browser.newContext({
      baseURL: site, locale: "ja-JP", timezoneId: "Asia/Tokyo", viewport: { width: 1280, height: 900 }, javaScriptEnabled: mode !== "nojs", ...options,
    });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const p = new Person(context, page, site, mode, "");
    page.on("pageerror", (e) => p.faults.push("script: " + e.message));
    page.on("console", (m) => {
      if (m.type() === "error" && !/status of 4(04|09|10|22)/.test(m.text())) p.faults.push("console: " + m.text());
    });
    page.on("response", (r) => {
      if (r.status() >= 400 && !p.expected.has(r.status())) p.faults.push(r.status() + " " + r.request().method() + " " + r.url());
    });
    return p;
  }

  // main is the content of the page, without what stands around it.
  get main() { return this.page.locator("main"); }

  async goto(path) { await this.page.goto(path, { waitUntil: "load" }); }

  // fresh lets the page show what others did: by itself where scripts run.
  async fresh() { if (this.mode === "nojs") await this.page.reload(); }

  // again loads the page until something holds.
  async again(what, holds) {
    await until(what, async () => (await holds()) || (await this.page.reload(), false));
  }

  // --- looking

  async text() { return (await this.main.innerText()).replace(/\s+/g, " "); }

  // sees waits until the page says all of that.
  async sees(...texts) {
    for (const text of texts) {
      await until(async () => `${this.name}: ${this.page.url()} does not say 「${text}」 but 「${await this.text()}」`,
        async () => (await this.text()).includes(text));
    }
  }

  async seesNot(...texts) {
    const page = await this.text();
    for (const text of texts) if (page.includes(text)) fail(`${this.name}: ${this.page.url()} says 「${text}」`);
  }

  // card waits until the card says all of that.
  async card(...texts) {
    for (const text of texts) {
      const says = async () => (await this.page.locator("#card").innerText()).replace(/\s+/g, " ");
      await until(async () => `${this.name}: the card does not say 「${text}」 but 「${await says()}」`, async () => (await says()).includes(text));
    }
  }

  async state(name) {
    const is = async () => (await this.page.locator("#state").innerText()).trim();
    await until(async () => `${this.name}: the state is ${await is()}, not ${name}`, async () => (await is()) === name);
  }

  // fact reads a line of a list of facts, the last one of that name.
  async fact(name, value) {
    const is = async () => {
      const line = this.main.locator("dl > div").filter({ has: this.page.locator("dt").getByText(exactly(name)) }).last();
      return (await line.count()) ? (await line.locator("dd").first().innerText()).trim() : "(no such line)";
    };
    await until(async () => `${this.name}: ${name} is ${await is()}, not ${value}`, async () => (await is()) === value);
  }

  // counts expects so many clicks for what is done inside.
  async counts(most, what) {
    const before = this.clicks;
    await what();
    const took = this.clicks - before;
    if (took !== most) fail(`${this.name}: that took ${took} clicks, not ${most}`);
  }

  // orange expects the colour that formal procedures have to themselves.
  async orange(name) {
    const colours = await this.main.getByRole("button", { name: exactly(name) }).evaluate((e) => {
      const probe = document.createElement("i");
      probe.style.color = "var(--procedure)";
      document.body.append(probe);
      const both = [getComputedStyle(e).backgroundColor, getComputedStyle(probe).color];
      probe.remove();
      return both;
    });
    if (colours[0] !== colours[1]) fail(`「${name}」 is ${colours[0]}, not ${colours[1]}`);
  }

  // --- acting

  // press activates a link or a button and waits for the page that it leads to.
  // What it leads to may be no page but a file: then the page stays.
  async press(name, { role, within = this.main, stays = false } = {}) {
    const target = await this.find(name, role, within);
    if (this.mode === "keyboard") await this.reach(target, name); // it may take the shortcut, a navigation of its own
    if (stays) {
      this.clicks++;
      return this.mode === "keyboard" ? this.page.keyboard.press("Enter") : target.click();
    }
    const gone = this.page.waitForNavigation({ waitUntil: "load" });
    gone.catch(() => {}); // the act itself may fail first
    await (this.mode === "keyboard" ? this.page.keyboard.press("Enter") : target.click());
    this.clicks++;
    await gone;
  }

  async find(name, role, within) {
    const is = exactly(name);
    const roles = role ? [role] : ["button", "link"];
    const found = roles.map((r) => within.getByRole(r, { name: is }));
    const all = found.length === 1 ? found[0] : found[0].or(found[1]);
    await until(async () => `${this.name}: nothing on ${this.page.url()} is called ${name}: ${await this.text()}`, async () => (await all.count()) > 0);
    return all.first();
  }

  // offers says whether there is such a link or button.
  async offers(name) {
    const is = exactly(name);
    return (await this.main.getByRole("button", { name: is }).or(this.main.getByRole("link", { name: is })).count()) > 0;
  }

  // attach chooses a file; with the keyboard its field is reached first.
  async attach(label, file, within = this.main) {
    const target = within.getByLabel(field(label)).first();
    await target.waitFor();
    if (this.mode === "keyboard") await this.reach(target, label);
    await target.setInputFiles(file);
  }

  async fill(label, value, within = this.main) {
    const target = within.getByLabel(field(label)).first();
    await target.waitFor();
    if (this.mode !== "keyboard") {
      await target.fill(value);
      return;
    }
    await this.reach(target, label);
    if ((await target.getAttribute("type")) === "date") {
      await this.typeDate(target, value);
    } else {
      if ((await target.inputValue()) !== "") await this.page.keyboard.press("ControlOrMeta+a"); // one types over it
      if (value === "") await this.page.keyboard.press("Delete");
      const lines = value.split("\n");
      for (const [i, line] of lines.entries()) {
        if (i > 0) await this.page.keyboard.press("Enter");
        await this.page.keyboard.type(line);
      }
    }
    const is = await target.inputValue();
    if (is !== value) fail(`${this.name}: typed ${value} into ${label}, and it has ${is}`);
  }

  // typeDate types a date's parts in the order in which the browser shows them.
  async typeDate(target, value) {
    const [y, m, d] = value.split("-");
    for (const order of [[m, d, y], [y, m, d], [d, m, y]]) {
      for (const part of order) {
        await this.page.keyboard.type(part);
        if (part === y && part !== order[2]) await this.page.keyboard.press("ArrowRight"); // a year may go on
      }
      if ((await target.inputValue()) === value) return;
      await this.page.keyboard.press("Shift+Tab");
      await this.reach(target, "the date");
    }
  }

  async choose(label, option, within = this.main) {
    const target = within.getByLabel(field(label)).first();
    await target.waitFor();
    if (this.mode !== "keyboard") {
      await target.selectOption({ label: option });
      return;
    }
    await this.reach(target, label);
    const is = () => target.evaluate((e) => e.options[e.selectedIndex].label);
    await this.page.keyboard.press("End");
    for (let left = await target.evaluate((e) => e.options.length); (await is()) !== option; left--) {
      if (left === 0) fail(`${this.name}: ${label} does not offer ${option}`);
      await this.page.keyboard.press("ArrowUp");
    }
  }

  async tick(label, within = this.main) {
    const target = within.getByRole("checkbox", { name: exactly(label) }).or(within.getByRole("radio", { name: exactly(label) })).first();
    await target.waitFor();
    if (this.mode === "keyboard" && (await target.getAttribute("type")) === "radio") {
      await this.pick(target, label);
    } else if (this.mode === "keyboard") {
      await this.reach(target, label);
      await this.page.keyboard.press("Space");
    } else {
      await target.click();
    }
  }

  // pick chooses one of several as the keyboard does: Tab leads to the one that
  // is chosen, or to the first, and the arrows go on from there.
  async pick(target, label) {
    const group = this.page.locator(`input[type=radio][name="${await target.getAttribute("name")}"]`);
    const chosen = group.and(this.page.locator(":checked"));
    await this.reach((await chosen.count()) ? chosen : group.first(), label);
    await this.page.keyboard.press("Space");
    for (let left = await group.count(); !(await target.isChecked()); left--) {
      if (left === 0) fail(`${this.name}: the arrows do not reach ${label}`);
      await this.page.keyboard.press("ArrowDown");
      await this.lookAtFocus();
    }
  }

  // unfold opens a part of the page that is folded.
  async unfold(name) {
    const part = this.main.locator("details").filter({ has: this.page.locator("summary", { hasText: name }) });
    await part.waitFor();
    if (await part.evaluate((e) => e.open)) return;
    if (this.mode === "keyboard") {
      await this.reach(part.locator("summary"), name);
      await this.page.keyboard.press("Enter");
    } else {
      await part.locator("summary").click();
    }
    await until(`「${name}」 does not open`, () => part.evaluate((e) => e.open));
  }

  // reach goes to something with Tab alone, and looks at each stop whether one
  // sees where one is. Into the content it takes the shortcut.
  async reach(target, name) {
    const where = () => target.evaluate((e) => {
      const at = document.activeElement;
      if (at === e) return "here";
      if (!at || at === document.body) return e.closest("main") ? "top" : "behind";
      return at.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING && !at.contains(e) ? "before" : "behind";
    });
    for (let stops = 0; stops < 150; stops++) {
      const is = await where();
      if (is === "here") return;
      await this.page.keyboard.press(is === "before" ? "Shift+Tab" : "Tab");
      await this.lookAtFocus();
      if (is === "top") {
        const at = await this.page.evaluate(() => document.activeElement.getAttribute("href"));
        if (at !== "#content") fail(`${this.page.url()}: the first stop is ${at}, not the way to the content`);
        await this.page.keyboard.press("Enter");
        await until("the way to the content leads nowhere", () => this.page.evaluate(() => document.activeElement.id === "content"));
      }
    }
    fail(`${this.name}: 150 stops of Tab do not reach ${name}`);
  }

  async lookAtFocus() {
    const wrong = await this.page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body || e === document.documentElement || e.id === "content") return "";
      const called = `${e.tagName} 「${(e.innerText || e.value || e.name || "").trim().slice(0, 40)}」`;
      if (e.type === "date" && !e.matches(":focus-visible")) return ""; // the focus is on the browser's own calendar button
      const look = getComputedStyle(e);
      if (look.outlineStyle === "none" || parseFloat(look.outlineWidth) < 2) return called + " does not show that it has the focus";
      const seen = [...e.getClientRects()].some((r) => {
        if (r.width === 0 || r.height === 0) return false;
        const x = Math.min(Math.max(r.x + r.width / 2, 1), innerWidth - 2), y = Math.min(Math.max(r.y + Math.min(r.height / 2, 40), 1), innerHeight - 2);
        const top = document.elementFromPoint(x, y);
        return top && (e.contains(top) || top.contains(e));
      });
      return seen ? "" : called + " has the focus and cannot be seen";
    });
    if (wrong) fail(`${this.page.url()}: ${wrong}`);
  }

  // --- the sandbox's bar

  get bar() { return this.page.locator("aside.sandbox"); }

  async be(name) {
    this.name = name;
    await this.choose("操作する人", name, this.bar);
    await this.press("切り替え", { within: this.bar });
  }

  // clock moves the house's time: "+1h", "+1d", "next".
  async clock(...steps) {
    const names = { "+1h": "+1時間", "+1d": "+1日", next: "次の期限まで" };
    for (const step of steps) await this.press(names[step], { within: this.bar, role: "button" });
  }

  // days lets the house's time go on until the card says something: so many days
  // on which it must not yet say it, and then day by day.
  async days(most, silent, text) {
    const says = async () => (await this.page.locator("#card").innerText()).replace(/\s+/g, " ");
    await new House(this.site).later(silent * 24);
    await this.page.reload();
    if ((await says()).includes(text)) fail(`${this.name}: after ${silent} days the card says 「${text}」 already`);
    for (let day = silent; day < most; day++) {
      await this.clock("+1d");
      if ((await says()).includes(text)) return;
    }
    fail(`${this.name}: after ${most} days the card does not say 「${text}」 but 「${await says()}」`);
  }
}

// A House is one demo, as programs see it: for what has to be there before a
// journey begins.
export class House {
  constructor(site) { this.site = site; }

  async call(token, method, path, body) {
    const answer = await fetch(this.site + path, {
      method,
      headers: {
        ...(token && { Authorization: "Bearer " + token }),
        ...(method === "POST" && { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() }),
      },
      body: method === "POST" ? JSON.stringify(body ?? {}) : undefined,
    });
    const text = await answer.text();
    if (!answer.ok) fail(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }

  // account makes somebody new.
  async account(name, operator = false) {
    const { account, token } = await this.call("", "POST", "/v1/sandbox/accounts", { name, email: crypto.randomUUID().slice(0, 13) + "@example.jp", operator });
    return { ...account, token };
  }

  // mailTo is the captured mail to an address.
  async mailTo(email) { return (await this.call("", "GET", "/v1/sandbox/mail?limit=100&to=" + encodeURIComponent(email))).data; }

  // now is the house's own time.
  async now() { return new Date((await this.call("", "GET", "/v1/sandbox/clock")).now); }

  // later moves the house's time by hours.
  async later(hours) { await this.call("", "POST", "/v1/sandbox/clock/advance", { by: hours + "h" }); }

  // inDays is a date of the house's calendar.
  async inDays(n) {
    const at = new Date((await this.now()).getTime() + n * 86_400_000 + 9 * 3_600_000);
    return at.toISOString().slice(0, 10);
  }

  // agree brings two people to a contract.
  async agree(client, worker, { title, amount = 100_000, terms = {}, funded = true }) {
    const due = await this.inDays(60);
    const job = await this.call(client.token, "POST", "/v1/jobs", { format: "project", title, description: title + "をお願いします。", category: "翻訳", budget_amount: amount, due_on: due });
    const proposal = await this.call(worker.token, "POST", `/v1/jobs/${job.id}/proposals`, { amount, due_on: due, message: "よろしくお願いいたします。" });
    const formed = await this.call(client.token, "POST", `/v1/proposals/${proposal.id}/accept`, { terms });
    const id = formed.id ?? formed.contract.id;
    if (funded) await this.call(client.token, "POST", `/v1/contracts/${id}/fund`);
    return { id, path: "/contracts/" + id, title };
  }
}
