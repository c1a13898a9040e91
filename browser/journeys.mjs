// The journeys that people must be able to go, each in three ways: with the
// mouse, with the keyboard alone, and without scripts.
//
//   node journeys.mjs SITE…      one journey at a time on each site
//   AZUKARI_ONLY=nudge node …    those whose name has this in it
import { House, Person, fail, launch, modes, say, shot } from "./lib.mjs";
import { stories } from "./stories.mjs";

const sites = process.argv.slice(2);
const only = process.env.AZUKARI_ONLY ?? "";
const browser = await launch();
const todo = Object.entries(stories).flatMap(([name, story]) =>
  modes.filter((mode) => !story.modes || story.modes.includes(mode)).map((mode) => ({ name, mode, go: story.go ?? story })),
).filter((one) => `${one.name}/${one.mode}`.includes(only));
if (todo.length === 0) fail("no journey is called " + only);

await Promise.all(sites.map(async (site, lane) => {
  for (let one, n = 0; (one = todo.shift()); n++) {
    const begun = Date.now();
    const journey = new Journey(site, one.mode, `${lane}-${n}`);
    try {
      await one.go(journey);
      journey.nothingWentWrong();
      say({ journey: one.name, mode: one.mode, ok: true, detail: `${Date.now() - begun} ms` });
    } catch (error) {
      say({ journey: one.name, mode: one.mode, ok: false, detail: error.stack, screenshot: await journey.picture(`${one.name}-${one.mode}`) });
    } finally {
      await journey.end();
    }
  }
}));
await browser.close();

// A Journey is people in a house, with names of their own.
function Journey(site, mode, key) {
  const people = [];
  this.mode = mode;
  this.house = new House(site);
  this.name = (name) => `${name} ${key}`;

  // visitor opens a browser that nobody is signed in with.
  this.visitor = async (options) => {
    const p = await Person.enter(browser, site, mode, options);
    people.push(p);
    p.name = "訪問者";
    await p.goto("/");
    return p;
  };

  // person is somebody new, signed in by the sandbox's bar.
  this.person = async (role) => {
    const account = await this.house.account(this.name(role));
    const p = await this.visitor();
    await p.be(account.name);
    return Object.assign(p, { token: account.token, id: account.id, email: account.email });
  };

  // pair is a client and a worker with a contract, both looking at it.
  this.pair = async (what) => {
    const client = await this.person("依頼 花子"), worker = await this.person("受注 太郎");
    const contract = await this.house.agree(client, worker, what);
    await Promise.all([client.goto(contract.path), worker.goto(contract.path)]);
    return { client, worker, contract };
  };

  this.nothingWentWrong = () => {
    for (const p of people) if (p.faults.length > 0) fail(`${p.name}: ${p.faults.join("; ")}`);
  };

  this.picture = async (name) => {
    const all = [];
    for (const [i, p] of people.entries()) {
      const path = shot(`${name}-${i}`);
      await p.page.screenshot({ path, fullPage: true }).then(() => all.push(path), () => {});
    }
    return all.join(" ");
  };

  this.end = () => Promise.all(people.map((p) => p.context.close()));
}
