// Goes everywhere that links lead to, as a program does.

// everybody is a visitor, and the people of a site's sandbox.
export async function everybody(site) {
  const page = await (await fetch(site + "/")).text();
  const people = [...page.matchAll(/<option value="(acc_[^"]+)"[^>]*>([^<]+)/g)].map(([, id, name]) => ({ id, name }));
  return [{ id: "", name: "訪問者" }, ...people];
}

// kind is the sort of a page, by its path.
export const kind = (path) => path.replace(/[?#].*/, "").replace(/\/[a-z]{3}_[0-9a-z]+/g, "/…");

// isContract says whether a path is a contract's page.
export const isContract = (path) => /^\/contracts\/ctr_[0-9a-z]+$/.test(path.replace(/[?#].*/, ""));

// crawl fetches what somebody can reach, and says what is wrong with it.
export async function crawl(site, who, language) {
  const found = new Map(), wrong = [];
  let cookie = "azukari_language=" + language;
  const get = async (path) => {
    for (let hops = 0; hops < 5; hops++) {
      const answer = await fetch(site + path, { headers: { Cookie: cookie }, redirect: "manual" });
      if (answer.status !== 303) return { answer, at: path };
      path = answer.headers.get("location");
    }
    throw new Error("a circle of redirects at " + path);
  };
  if (who.id) {
    const answer = await fetch(site + "/sandbox/as", { method: "POST", body: new URLSearchParams({ as: who.id, next: "/" }), headers: { Cookie: cookie }, redirect: "manual" });
    cookie += "; " + answer.headers.getSetCookie().map((c) => c.split(";")[0]).join("; ");
  }
  const todo = [["/", ""], ["/signup", ""], ["/forgot", ""], ["/my", ""]], seen = new Set(todo.map(([path]) => path));
  const anchors = [];
  while (todo.length > 0) {
    const [path, from] = todo.shift();
    const { answer, at } = await get(path);
    const text = await answer.text();
    if (answer.status !== 200) {
      wrong.push(`${path} (from ${from}): ${answer.status}`);
      continue;
    }
    if (!answer.headers.get("content-type").startsWith("text/html") || path === "/docs") continue; // documents, and the API's own page
    const bad = text.match(/%!|\{[a-z_]+\}|<(h[1-6]|title|dt|th|caption|summary|button|legend|label|option)\b[^>]*>\s*<\/\1>|(?<![\w-])(?:undefined|NaN)(?![\w-])/);
    if (bad) wrong.push(`${at}: ${bad[0]}`);
    if (!text.includes(`<html lang="${language}"`)) wrong.push(`${at} is not in ${language}`);
    if (isContract(at) && !/id="card"[\s\S]*?<p>[^<]+</.test(text)) wrong.push(`${at} has no card`);
    found.set(at.replace(/#.*/, ""), text);
    if (at.startsWith("/sandbox/mail")) continue; // other people's mail
    for (const [, href] of text.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)) {
      const to = href.replaceAll("&amp;", "&");
      if (to.startsWith("otpauth:")) continue; // an app on the phone opens it
      if (!to.startsWith("/")) {
        if (!to.startsWith("#")) wrong.push(`${at} leads out of the house: ${to}`);
        else if (!text.includes(`id="${to.slice(1)}"`)) wrong.push(`${at}: ${to} is not there`);
        continue;
      }
      const [next, anchor] = to.split("#");
      if (anchor) anchors.push([at, next, anchor]);
      const once = next.replace(/([?&])next=[^&]*/, "$1").replace(/[?&]$/, "");
      if (!seen.has(once)) {
        seen.add(once);
        todo.push([once, at]);
      }
    }
  }
  for (const [from, to, anchor] of anchors) if (found.has(to) && !found.get(to).includes(`id="${anchor}"`)) wrong.push(`${from}: #${anchor} is not on ${to}`);
  return { pages: [...found].map(([path, text]) => ({ path, text, made: made(text) })), wrong };
}

// made is what a page is made of: its kinds of elements.
const made = (text) => [...new Set([...text.matchAll(/<(\w+)(?: class="([^"]*)")?/g)].map(([, tag, name]) => `${tag}.${name ?? ""}`))].sort().join(" ");
