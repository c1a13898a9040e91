// What the first page costs somebody who has never been here: bytes over the
// wire, requests, and how much of it is script; and the same for the pages that
// have scripts of their own.
//
//   node weight.mjs SITE
import { Person, launch, say } from "./lib.mjs";

const site = process.argv[2];
const kilo = 1024;
const browser = await launch();
for (const [path, most] of Object.entries({ "/": 100 * kilo, "/signin": 100 * kilo, "/jobs": 100 * kilo })) {
  const p = await Person.enter(browser, site, "mouse"); // with an empty cache
  const wire = await p.context.newCDPSession(p.page);
  await wire.send("Network.enable");
  const answers = new Map(), loaded = [];
  wire.on("Network.responseReceived", (e) => answers.set(e.requestId, e));
  wire.on("Network.loadingFinished", (e) => loaded.push({ ...answers.get(e.requestId), bytes: e.encodedDataLength }));
  await p.page.goto(path, { waitUntil: "networkidle" });
  const all = loaded.filter((r) => r.response && r.response.url.startsWith(site));
  const bytes = all.reduce((sum, r) => sum + r.bytes, 0);
  const script = all.filter((r) => r.type === "Script").reduce((sum, r) => sum + r.bytes, 0);
  const list = all.map((r) => `${r.bytes} ${r.type} ${r.response.url.slice(site.length)}`).join("\n");
  const check = (mode, is, bound) => say({ journey: "weight of " + path, mode, ok: all.length > 0 && is <= bound, detail: `${is} of at most ${bound}\n${list}` });
  check("bytes", bytes, most);
  check("requests", all.length, 12);
  check("script", script, 60 * kilo);
  for (const fault of p.faults) say({ journey: "weight of " + path, mode: "fault", ok: false, detail: fault });
  await p.context.close();
}
await browser.close();
