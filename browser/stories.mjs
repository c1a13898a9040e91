// The journeys, in the words of the pages. A journey is given people and goes
// from page to page as they would; the numbers of clicks are those that must be
// enough.

// deliver and accept as people do, each in two clicks.
async function deliver(worker, note = "納品します。ご確認ください。") {
  await worker.counts(2, async () => {
    await worker.press("納品する");
    await worker.sees("自動的に検収完了となります");
    await worker.fill("納品の内容", note);
    await worker.press("納品する");
  });
  await worker.sees("納品しました。");
}

async function accept(client) {
  await client.counts(2, async () => {
    await client.press("検収完了");
    await client.sees("元に戻すことはできません");
    await client.press("検収完了");
  });
  await client.sees("検収が完了しました。");
}

// fund with the final confirmation before it, in three clicks.
async function fund(client, amount) {
  await client.counts(3, async () => {
    await client.press("仮払いする");
    await client.press("最終確認へ進む");
    await client.sees("ワーカーに支払われる時期", "返金される場合");
    await client.fact("お支払い金額", amount);
    await client.press("この内容で仮払いする");
  });
  await client.sees("仮払いが完了しました。");
}

// applyForNudge as the contract page offers it, in two clicks.
async function applyForNudge(person) {
  await person.counts(2, async () => {
    await person.press("契約相手と連絡がとれない場合はこちら");
    await person.sees("運営からお相手へ、メールとお知らせで連絡を催促します", "お返事をお約束するものではありません。");
    await person.orange("連絡催促申請をする");
    await person.press("連絡催促申請をする");
  });
  await person.sees("連絡催促申請を受け付けました。");
}

// join signs somebody up with the mail that comes of it, and in.
async function join(person, name, password) {
  person.name = name;
  const email = `${crypto.randomUUID().slice(0, 13)}@example.jp`;
  const header = person.page.locator("header.site");
  await person.press("会員登録", { within: header });
  await person.fill("表示名", name);
  await person.fill("メールアドレス", email);
  await person.fill("パスワード", password);
  await person.press("確認メールを送る");
  await person.sees("メールをご確認ください", email);
  await person.press("お試し環境のメールは、こちらで読めます。");
  const letter = person.main.locator("li", { hasText: email }).first();
  await person.again("no mail came to " + email, async () => (await letter.count()) > 0);
  await person.press("メールのリンクを開く", { within: letter });
  await person.press("確認を完了する");
  await person.sees("メールアドレスを確認しました。");
  await signIn(person, email, password);
  return email;
}

async function signIn(person, email, password) {
  await person.fill("メールアドレス", email);
  await person.fill("パスワード", password);
  await person.press("ログインする");
  await person.sees("マイページ", "やることリスト");
}

async function write(person, text) {
  await person.fill("メッセージを書く", text);
  await person.press("送信する");
  await person.sees("メッセージを送信しました。", text);
}

export const stories = {
  // Two people who have never been here: from signing up to being paid.
  async "from signing up to being paid"(j) {
    const client = await j.visitor(), worker = await j.visitor();
    const name = j.name("味噌ラーメン");
    await join(client, j.name("依頼 花子"), "きょうはよく晴れた日です");
    await join(worker, j.name("受注 太郎"), "あしたは雨が降りそうです");
    const header = (p) => p.page.locator("header.site");

    await client.press("仕事を依頼する", { within: header(client) });
    await client.fill("仕事のタイトル", `${name}の商品説明`);
    await client.choose("カテゴリ", "ライティング");
    await client.fill("仕事の内容", "20点の説明文を書いていただきます。\n1点200字程度です。");
    await client.fill("予算", "100,000");
    await client.fill("希望納期", await j.house.inDays(40));
    await client.press("内容を確認する");
    await client.sees("この内容で公開します", "クライアントの負担はありません", "100,000円");
    await client.press("公開する");
    await client.sees("仕事を公開しました。");

    await worker.press("仕事を探す", { within: header(worker) });
    await worker.fill("キーワード", name);
    await worker.press("検索する");
    await worker.press(`${name}の商品説明`);
    await worker.fill("提案する金額", "100000");
    await worker.fill("納品できる日", await j.house.inDays(30));
    await worker.fill("メッセージ", "食品の説明文を3年ほど書いています。");
    await worker.press("応募する");
    await worker.sees("応募しました。", "相手の回答を待っています。");

    await client.press(/お知らせ/, { within: header(client) });
    await client.press(/応募/);
    await client.sees("食品の説明文を3年ほど書いています。");
    await client.press("この条件で契約する");
    await client.fill("検収基準", "20点すべてある\n1点200字程度である");
    await client.press("この条件で契約する");
    await client.sees("契約が成立しました。");
    await client.state("仮払い待ち");
    await fund(client, "100,000円");

    // 契約一覧 → 詳細
    await worker.counts(2, async () => {
      await worker.press("契約一覧", { within: header(worker) });
      await worker.press(`${name}の商品説明`);
    });
    await worker.card("仮払いが完了しています。業務を進めて");
    await worker.fact("あなたの受取額", "78,000円");
    await deliver(worker);
    await client.fresh();
    await client.state("検収待ち");
    await accept(client);
    await worker.fresh();
    await worker.card("契約は完了しました。報酬 78,000円 が残高に入りました");

    await worker.press("報酬・支払い", { within: header(worker) });
    await worker.fact("出金できる残高", "78,000円");
    await worker.press("出金を申請する");
    await worker.fill("出金する金額", "70000");
    await worker.press("この金額で出金を申請する");
    await worker.sees("出金を申請しました。");
    await worker.fact("出金できる残高", "8,000円");
    await worker.fact("振込手続き中", "70,000円");
  },

  // A worker delivers, the client is never heard of again, the worker is paid.
  async "the client vanishes"(j) {
    const { client, worker, contract } = await j.pair({ title: "会社案内の英訳" });
    await client.page.close(); // for good
    await worker.state("業務中");
    await deliver(worker);
    await worker.state("検収待ち");
    await worker.card("クライアントの検収待ちです", "自動的に検収完了となり、報酬 78,000円 が支払われます");
    await worker.fact("あなたの受取額", "78,000円"); // how much and when: without a click
    await worker.fact("システム利用料", "20,000円");
    await worker.fact("消費税（利用料分）", "2,000円");
    await write(worker, "ご確認いただけましたか？");
    await worker.clock("+1d", "+1d", "+1d", "+1h");
    await worker.goto(contract.path);
    await applyForNudge(worker);
    await worker.card("連絡催促申請を確認しています", "自動的に承認されます");
    await worker.days(5, 3, "契約は完了しました。報酬 78,000円 が残高に入りました");
    await worker.state("完了");
    await worker.page.reload();
    await worker.sees("みなし検収");
    await worker.press("報酬・支払い", { within: worker.page.locator("header.site") });
    await worker.fact("出金できる残高", "78,000円");
    await worker.sees("会社案内の英訳", "+78,000円");
  },

  // A client writes and writes; the worker is never heard of again; the money
  // comes back.
  async "the worker vanishes"(j) {
    const { client, worker, contract } = await j.pair({ title: "ホームページの制作", amount: 150_000 });
    await worker.page.close(); // for good
    await client.card("ワーカーの納品待ちです");
    // too early: the page offers to write instead
    await client.press("契約相手と連絡がとれない場合はこちら");
    await client.sees("から申請できます。それまでは、メッセージでご連絡ください。");
    await client.press("送信する");
    await client.sees("メッセージを送信しました。", "ご連絡いただけますか？");
    await client.clock("+1d", "+1d", "+1d", "+1h");
    await client.goto(contract.path);
    await applyForNudge(client);
    await client.days(20, 7, "催促の期限までに、お相手から連絡がありませんでした");
    await client.card("契約途中終了リクエストを送ることができます");
    // 仕事管理 → 契約済み → 詳細 → 契約途中終了リクエスト
    await client.press("仕事管理", { within: client.page.locator("header.site") });
    await client.press(/^契約済み/);
    await client.press(contract.title);
    await client.press("契約途中終了リクエスト");
    await client.sees("お返事がない場合", "実績への影響");
    await client.fill("終了したい理由", "連絡がとれないため");
    await client.orange("契約途中終了リクエストを送信");
    await client.press("契約途中終了リクエストを送信");
    await client.sees("契約途中終了リクエストを送信しました。");
    await client.state("契約終了同意待ち");
    await client.card("契約は自動的に終了し、ワーカーに 0円、クライアントに 150,000円 が支払われます");
    await client.days(8, 6, "契約は途中終了しました");
    await client.card("ワーカーの受取額は 0円、クライアントへの返金額は 150,000円 です");
    await client.state("途中終了");
    await client.press("マイページ", { within: client.page.locator("header.site") });
    await client.fact("お預かり中の仮払い金", "0円");
    await client.sees("150,000円");
  },

  // A request to end is refused, and the work goes on to its end.
  async "a refused termination"(j) {
    const { client, worker, contract } = await j.pair({ title: "新商品のロゴ制作", amount: 120_000 });
    client.expected.add(422);
    await client.press("契約途中終了リクエスト");
    await client.fill("終了したい理由", "事業の方針が変わったため");
    await client.fill(/^ワーカーに支払う金額/, "999999");
    await client.press("契約途中終了リクエストを送信");
    await client.sees("入力内容をご確認ください", "お預かり額（120,000円）以下の金額を入力してください。");
    await client.fill(/^ワーカーに支払う金額/, "30000");
    await client.press("この金額で計算し直す");
    await client.fact("クライアントへの返金", "90,000円"); // in every case of the preview
    await client.fact("ワーカーの受取額", "23,400円");
    await client.press("契約途中終了リクエストを送信");
    await client.state("契約終了同意待ち");

    await worker.fresh();
    await worker.state("契約終了同意待ち");
    await worker.press(/お知らせ/, { within: worker.page.locator("header.site") });
    await worker.counts(2, async () => { // from the notification
      await worker.press(/契約途中終了のリクエスト/);
      await worker.sees("事業の方針が変わったため", "お返事の期限", "お返事がない場合");
      await worker.fill("拒否する理由", "作業がほぼ終わっているため");
      await worker.press("拒否する");
    });
    await worker.sees("リクエストを拒否しました。契約はそのまま続きます。");
    await worker.state("業務中");

    await client.fresh();
    await client.state("業務中");
    if (!(await client.offers("運営に調整を依頼する"))) throw new Error("after a refusal the operator cannot be asked");
    await deliver(worker);
    await client.fresh();
    await client.state("検収待ち");
    await accept(client);
    await client.state("完了");
    await worker.fresh();
    await worker.card("契約は完了しました。報酬 95,800円 が残高に入りました");
  },

  // The work is revised as often as agreed, and no more.
  async "a revision"(j) {
    const { client, worker } = await j.pair({ title: "予約システムの改修", terms: { criteria: ["予約の取り消しができる", "スマートフォンで崩れない"], revision_rounds: 1 } });
    await deliver(worker);
    await client.fresh();
    await client.state("検収待ち");
    await client.press("修正を依頼する");
    await client.fill("修正してほしい内容", "取り消しの画面が開きません。");
    client.expected.add(422);
    await client.press("修正を依頼する");
    await client.sees("入力内容をご確認ください", "満たしていない検収基準を、1つ以上お選びください。");
    await client.tick("予約の取り消しができる");
    await client.press("修正を依頼する");
    await client.sees("修正を依頼しました。");
    await client.state("修正中");

    await worker.fresh();
    await worker.state("修正中");
    await worker.card("修正の依頼が届いています");
    await deliver(worker, "取り消しの画面を直しました。");
    await client.fresh();
    await client.state("検収待ち");
    await client.sees("取り消しの画面を直しました。");
    if (await client.offers("修正を依頼する")) throw new Error("a revision beyond the agreed ones is offered");
    await accept(client);
    await worker.fresh();
    await worker.state("完了");
    await worker.card("報酬 78,000円 が残高に入りました");
  },

  // Two milestones, set by the client and paid one after another; the fee's
  // bands count over both.
  async milestones(j) {
    const client = await j.person("依頼 花子"), worker = await j.person("受注 太郎");
    const due = await j.house.inDays(60);
    const job = await j.house.call(client.token, "POST", "/v1/jobs", { format: "project", title: "多言語メニューの制作", description: "4か国語版", category: "翻訳", budget_amount: 160_000 });
    const proposal = await j.house.call(worker.token, "POST", `/v1/jobs/${job.id}/proposals`, { amount: 160_000, due_on: due, message: "お任せください。" });
    await client.goto("/proposals/" + proposal.id);
    await client.press("この条件で契約する");
    client.expected.add(422);
    await client.fill("マイルストーン", `英語・中国語版, 100000, ${due}\n韓国語・フランス語版, 50000`);
    await client.press("この条件で契約する");
    await client.sees("マイルストーンの合計（150,000円）が契約金額（160,000円）と違います。");
    await client.fill("マイルストーン", `英語・中国語版, 100000, ${due}\n韓国語・フランス語版, 60000`);
    await client.press("この条件で契約する");
    await client.sees("契約が成立しました。", "1. 英語・中国語版", "2. 韓国語・フランス語版");
    await client.state("仮払い待ち");
    await worker.goto(new URL(client.page.url()).pathname);
    for (const [amount, net] of [["100,000円", "78,000円"], ["60,000円", "131,400円"]]) {
      await fund(client, amount);
      await worker.fresh();
      await worker.state("業務中");
      await deliver(worker);
      await client.fresh();
      await client.state("検収待ち");
      await accept(client);
      await worker.fresh();
      await worker.state(net === "131,400円" ? "完了" : "仮払い待ち");
    }
    await worker.card("契約は完了しました。報酬 131,400円 が残高に入りました");
    await worker.fact("システム利用料", "26,000円");
    await worker.fact("消費税（利用料分）", "2,600円");
  },

  // A picture goes with a message; what cannot be sent is said, and nothing that
  // was written is lost. Before the escrow it takes a word more (R2.4).
  async "a message with a file"(j) {
    const { client, worker } = await j.pair({ title: "館内案内図", funded: false });
    worker.expected.add(422); // what is refused is said
    const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    await worker.fill("メッセージを書く", "下書きをお送りします。");
    await worker.attach("ファイルを添付", { name: "道具.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") });
    await worker.press("送信する");
    await worker.sees("「道具.exe」は添付できませんでした。");
    if ((await worker.main.getByLabel("メッセージを書く").inputValue()) !== "下書きをお送りします。") throw new Error("what was written is lost");
    await worker.attach("ファイルを添付", { name: "案内図 第1案.png", mimeType: "image/png", buffer: png });
    await worker.press("送信する");
    await worker.sees("仮払いがまだ完了していません。", "案内図 第1案.png");
    await worker.tick("保護されないことを理解したうえで送信します");
    await worker.press("送信する");
    await worker.sees("メッセージを送信しました。", "案内図 第1案.png");
    await client.again("the file does not arrive", async () => (await client.text()).includes("案内図 第1案.png"));
    const coming = client.page.waitForEvent("download");
    await client.press("案内図 第1案.png", { stays: true });
    const file = await coming;
    if (file.suggestedFilename() !== "案内図 第1案.png") throw new Error("it is called " + file.suggestedFilename());
    await worker.again("it is not shown as read", async () => (await worker.text()).includes("既読"));
  },

  // Nobody pays: the contract dies without costing anybody anything, and nothing
  // could be delivered meanwhile.
  async "an unfunded contract dies"(j) {
    const { client, worker, contract } = await j.pair({ title: "紅葉フェアのチラシ", funded: false });
    await client.state("仮払い待ち");
    await client.card("仮払いをお願いします", "契約は自動的に取り消されます");
    await worker.card("クライアントの仮払い待ちです", "業務を開始しないでください");
    if (await worker.offers("納品する")) throw new Error("a delivery is offered before the escrow is funded");
    await worker.goto(contract.path + "/deliver");
    await worker.seesNot("納品の内容");
    await worker.goto(contract.path);
    await client.days(8, 6, "契約は仮払いの前に取り消されました");
    await client.card("費用はかかっていません", "どちらの実績にも影響はありません");
    await client.state("取消");
    await worker.fresh();
    await worker.state("取消");
    if (await client.offers("仮払いする")) throw new Error("a dead contract can be funded");
  },

  // The client asks the operator; the two settle it before they decide.
  async "a dispute"(j) {
    const { client, worker } = await j.pair({ title: "採用ページの原稿", amount: 80_000 });
    await deliver(worker);
    await client.fresh();
    await client.state("検収待ち");
    await client.press("運営に調整を依頼する");
    await client.sees("検収の期限は止まります");
    await client.fill("調整してほしい内容と理由", "依頼した分量に足りません。");
    await client.orange("運営に調整を依頼する");
    await client.press("運営に調整を依頼する");
    await client.sees("運営に調整を依頼しました。");
    await client.state("運営が調整中");
    await client.card("運営が調整しています", "お二人の合意でいつでも解決できます");

    await worker.fresh();
    await worker.state("運営が調整中");
    await worker.press("解決案を送る");
    await worker.fill(/^ワーカーに支払う金額/, "50,000");
    await worker.press("この解決案を送る");
    await worker.sees("解決案を送りました。");

    await client.fresh();
    await client.card("ワーカーへの支払い 50,000円");
    await client.counts(2, async () => {
      await client.press("解決案に同意する");
      await client.fact("クライアントへの返金", "30,000円");
      await client.fact("ワーカーの受取額", "39,000円");
      await client.press("解決案に同意する");
    });
    await client.sees("解決案に同意しました。");
    await client.card("ワーカーの受取額は 39,000円、クライアントへの返金額は 30,000円 です");
    await worker.fresh();
    await worker.state("途中終了");
    await worker.card("39,000円");
  },

  // Somebody adds a passkey and signs in with it. The key itself is the browser's.
  "a passkey": {
    modes: ["mouse", "keyboard"],
    async go(j) {
      const p = await j.visitor();
      const browser = await p.context.newCDPSession(p.page);
      await browser.send("WebAuthn.enable");
      await browser.send("WebAuthn.addVirtualAuthenticator", {
        options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      });
      const name = j.name("鍵田 守");
      await join(p, name, "きょうはよく晴れた日です");
      await p.press(name, { within: p.page.locator("header.site") });
      await p.press("ログインと安全");
      await p.fill("パスキーの名前", "自分のスマートフォン");
      await p.fill("現在のパスワード", "きょうはよく晴れた日です", p.page.locator("form[data-passkey]"));
      await p.press("パスキーを登録する");
      await p.sees("パスキーを登録しました。", "自分のスマートフォン");
      await p.press("プロフィール");
      await p.press("ログアウト");
      await p.goto("/earnings"); // leads to signing in, and back
      await p.press("パスキーでログイン");
      await p.sees("出金できる残高");
      await p.press(name, { within: p.page.locator("header.site") });
      await p.press("ログインと安全");
      await p.sees("に使用");
    },
  },

  // What happens after a page was drawn, and before it listens, is seen too.
  "before the page listens": {
    modes: ["mouse"],
    async go(j) {
      const { client, worker, contract } = await j.pair({ title: "店頭ポスターのデザイン" });
      let reached, listen;
      const asked = new Promise((done) => { reached = done; }), open = new Promise((done) => { listen = done; });
      await client.page.route("**/events?*", async (route) => {
        reached();
        await open;
        await route.continue();
      });
      await client.goto(contract.path);
      await asked;
      await j.house.call(worker.token, "POST", `/v1/contracts/${contract.id}/messages`, { body: "ラフ案ができました。" });
      await client.seesNot("ラフ案ができました。");
      listen();
      await client.sees("ラフ案ができました。");
    },
  },

  // Somebody makes a key for a program of theirs, which calls until it is revoked.
  async "an API key"(j) {
    const p = await j.visitor(), name = j.name("鍵田 守"), password = "きょうはよく晴れた日です";
    const email = await join(p, name, password);
    await p.press(name, { within: p.page.locator("header.site") });
    await p.press("APIキー");
    await p.sees("使えるAPIキーはありません。");
    await p.press("新しいキーを作る");
    await p.fill("キーの名前", "在庫システム連携");
    await p.fill("現在のパスワード", password);
    await p.press("キーを作る");
    await p.sees("APIキーを作成しました", "もう表示できません");
    const key = (await p.text()).match(/azk_[\w-]{43}/)[0];
    await j.house.call(key, "GET", "/v1/contracts");
    await p.press("保存しました");
    await p.sees("在庫システム連携", "最後の利用：");
    await p.seesNot(key);
    await p.again("the mail about the key", async () => (await j.house.mailTo(email)).some((m) => m.subject.includes("APIキーが作成されました")));
    await p.press("在庫システム連携 を失効させる");
    await p.sees("元に戻すことはできません");
    await p.press("このキーを失効させる");
    await p.sees("APIキーを失効させました。", "使えるAPIキーはありません。");
    const { status } = await fetch(j.house.site + "/v1/contracts", { headers: { Authorization: "Bearer " + key } });
    if (status !== 401) throw new Error(`a revoked key is answered ${status}`);
  },

  // Somebody wants no mail about messages, and still hears of money.
  async "notification settings"(j) {
    const { client, worker, contract } = await j.pair({ title: "展示会パネルのコピー", funded: false });
    const mails = async (person, about) => (await j.house.mailTo(person.email)).filter((m) => m.subject.includes(about)).length;
    await client.press(client.name, { within: client.page.locator("header.site") });
    await client.press("通知");
    await client.sees("必ずお届けするお知らせ");
    if (await client.main.getByRole("checkbox", { name: /仮払い|催促|途中終了/ }).count()) throw new Error("what is about money can be switched off");
    await client.tick("メッセージが届きました：メールで受け取る");
    await client.press("保存する");
    await client.sees("保存しました。");
    if (await client.main.getByRole("checkbox", { name: "メッセージが届きました：メールで受け取る" }).isChecked()) throw new Error("it is switched on again");
    await write(worker, "はじめまして。よろしくお願いいたします。");
    await client.press(/お知らせ/, { within: client.page.locator("header.site") });
    await client.sees("メッセージが届きました：展示会パネルのコピー");
    await client.goto(contract.path);
    await write(client, "こちらこそ、よろしくお願いいたします。");
    await fund(client, "100,000円");
    await client.again("the mail about the escrow", async () => (await mails(client, "仮払いが完了しました")) > 0);
    await client.again("the worker's mail", async () => (await mails(worker, "メッセージが届きました")) > 0);
    if (await mails(client, "メッセージが届きました")) throw new Error("mail came that was not wanted");
  },

  // A contest from its prizes to the accepted final files.
  async "a contest to its prize"(j) {
    const client = await j.person("依頼 花子"), worker = await j.person("受注 太郎"), other = await j.person("参加 次郎");
    const title = j.name("喫茶店のロゴ");
    await client.press("仕事を依頼する", { within: client.page.locator("header.site") });
    await client.press("コンペ");
    await client.fill("仕事のタイトル", title);
    await client.choose("カテゴリ", "デザイン");
    await client.fill("仕事の内容", "看板とメニューに使うロゴを募集します。");
    await client.fill("賞金（1位）", "100,000");
    await client.fill("提案の締め切り", await j.house.inDays(5));
    await client.fill("納品物の検収基準", "印刷用のデータがある");
    await client.press("内容を確認する");
    await client.sees("提案した方々に等分して支払います", "100,000円", "クライアントだけが見られる");
    await client.press("仮払いに進む");
    await client.sees("最終確認", "賞金 1件");
    await client.fact("お支払い額", "100,000円");
    await client.press("この内容で仮払いする");
    await client.sees("コンペを公開しました。");
    const path = new URL(client.page.url()).pathname;

    for (const [p, text] of [[worker, "湯気をかたどった一筆書きの案です。"], [other, "カップと月を重ねました。"]]) {
      await p.goto(path);
      await p.card("提案を募集しています");
      await p.fill("提案の内容", text);
      await p.press("提案する", { role: "button" });
      await p.sees("提案しました。", text);
    }
    await other.sees("内容はクライアントだけが見られます。");
    await other.seesNot("湯気をかたどった");
    await client.goto(path);
    await client.sees("湯気をかたどった一筆書きの案です。", "カップと月を重ねました。");
    const entry = (n) => client.main.locator("#entries li", { hasText: `提案 ${n}` });
    await client.press(/お気に入りに追加/, { within: entry(1) });
    await client.sees("お気に入りから外す");
    if (await client.offers("この提案を選ぶ")) throw new Error("a winner can be chosen before the deadline");
    await j.house.later(24 * 6);
    await client.goto(path);
    await client.card("受賞者を選んでください", "等分して自動的に支払われます");
    await client.press(/この提案を選ぶ/, { within: entry(1) });
    await client.fact("受賞者の受取額", "78,000円");
    await client.press("受賞者に決める");
    await client.sees("受賞者が決まりました。");
    await client.state("業務中");

    await worker.press(/お知らせ/, { within: worker.page.locator("header.site") });
    await worker.press(`コンペで受賞しました：${title}`);
    await worker.state("業務中");
    await deliver(worker, "印刷用のデータです。");
    await client.goto(new URL(worker.page.url()).pathname);
    await accept(client);
    await worker.fresh();
    await worker.card("報酬 78,000円 が残高に入りました");
    await other.goto(path);
    await other.card("受賞者が決まりました");
    await other.seesNot("湯気をかたどった");
  },

  // A task of 20 answers, from its form to the last of them.
  async "a task of 20 answers"(j) {
    const client = await j.person("依頼 花子"), worker = await j.person("受注 太郎"), other = await j.person("参加 次郎");
    const title = j.name("喫茶店のアンケート");
    await client.press("仕事を依頼する", { within: client.page.locator("header.site") });
    await client.press("タスク");
    await client.fill("仕事のタイトル", title);
    await client.choose("カテゴリ", "事務・サポート");
    await client.fill("仕事の内容", "席の静かさについて教えてください。");
    await client.fill("単価（1件）", "110");
    await client.fill("件数", "20");
    await client.fill("募集の締め切り", await j.house.inDays(5));
    await client.fill("1人が作業できる回数", "10");
    await client.fill("質問文", "感想");
    await client.press("設問を追加する");
    const second = client.main.locator("#q2");
    await client.fill("質問文", "好きな席", second);
    await client.choose("回答の形式", "選択（1つ）", second);
    await client.fill("選択肢", "窓\n奥", second);
    await client.press("内容を確認する", { within: client.main.locator("p.acts") });
    await client.sees("単価 110円 × 20件 = 2,200円", "好きな席", "30%（最低3件）");
    await client.press("仮払いに進む");
    await client.fact("お支払い額", "2,200円");
    await client.press("この内容で仮払いする");
    await client.sees("タスクを公開しました。");
    const path = new URL(client.page.url()).pathname, id = path.split("/").pop();

    await worker.goto(path);
    await worker.card("受取額 86円");
    await worker.card("残り 20件");
    await worker.press("作業を始める");
    await worker.sees("枠を確保しました。");
    await worker.fill("感想", "静かで、長くいられます。");
    await worker.tick("窓");
    await worker.press("提出する");
    await worker.sees("提出しました。", "静かで、長くいられます。", "確認待ち");
    for (const [p, times] of [[worker, 9], [other, 10]]) {
      for (let n = 1; n <= times; n++) {
        const slot = await j.house.call(p.token, "POST", `/v1/tasks/${id}/slots`);
        await j.house.call(p.token, "POST", `/v1/answers/${slot.id}/submit`, { values: { q1: `${n}度目の感想です。`, q2: "奥" } });
      }
    }
    await worker.goto(path);
    await worker.card("あなたの作業：確認待ち");

    await client.goto("/my");
    await client.press("タスクの作業を確認する");
    await client.sees("確認待ち 20", "あと6件まで非承認にできます。", "静かで、長くいられます。");
    await client.tick(/参加 次郎.*の作業を選ぶ/);
    await client.press("選んだ作業を非承認にする");
    await client.fill("非承認の理由", "設問にお答えいただけていないため。");
    await client.press("1件を非承認にする");
    await client.sees("作業を非承認にしました。", "確認待ち 19");
    await client.press("このページの作業をすべて選ぶ");
    await client.press("選んだ作業を承認する");
    await client.fact("支払われる仮払い金", "2,090円");
    await client.fact("ワーカーの受取額の合計", "1,634円");
    await client.press("19件を承認する");
    await client.sees("作業を承認しました。", "承認 19");

    await other.goto("/my");
    await other.press("非承認の理由を確認する（異議の申立てができます）");
    await other.sees("設問にお答えいただけていないため。");
    await other.press("異議を申し立てる");
    await other.fill("納得できない理由", "設問のとおりに答えています。");
    await other.orange("異議を申し立てる");
    await other.press("異議を申し立てる", { role: "button" });
    await other.sees("異議を申し立てました。", "運営が");
    const operator = await j.house.account("運営 窓口", true);
    const appeals = await j.house.call(operator.token, "GET", "/v1/operator/appeals?limit=100");
    const mine = appeals.data.find((a) => a.job_id === id);
    await j.house.call(operator.token, "POST", `/v1/operator/appeals/${mine.id}/overturn`, { reason: "設問に答えているため" });
    await other.goto("/answers/" + mine.id);
    await other.sees("報酬 86円 が残高に入りました。", "設問に答えているため");
    await client.goto(path);
    await client.card("このタスクは終了しました。");
    await client.sees("承認 20件");
  },

  // A message that smells wrong is reported, and its outcome told.
  async "report a message"(j) {
    const { client, worker, contract } = await j.pair({ title: "店内放送の原稿", funded: false });
    await j.house.call(client.token, "POST", `/v1/contracts/${contract.id}/messages`, { body: "仮払いの前に、半分だけ作業をお願いします。" });
    await worker.goto(contract.path);
    await worker.press(/違反報告する.*/, { within: worker.main.locator("#messages") });
    await worker.sees("このメッセージの写しを運営にお渡しします", "誰が報告したかを、相手に知らせることはありません。");
    await worker.tick("仮払い前の作業依頼");
    await worker.fill("くわしい内容", "仮払いの前に作業を始めるよう求められました。" + worker.id);
    await worker.press("この内容で報告する");
    await worker.sees("報告を受け付けました。", "確認中");
    const operator = await j.house.account("運営 窓口", true);
    const reports = await j.house.call(operator.token, "GET", "/v1/operator/reports?limit=100");
    const mine = reports.data.find((r) => r.text.includes(worker.id));
    await j.house.call(operator.token, "POST", `/v1/operator/reports/${mine.id}/decide`, { outcome: "removed", reason: "仮払いの前に作業を求めることはできません。" });
    await worker.goto("/reports");
    await worker.sees("非公開にしました");
    await worker.goto(contract.path);
    await worker.sees("運営が非表示にしました");
    await worker.seesNot("半分だけ作業");
  },

  // Being in touch outside needs both sides and an operator.
  async "contact outside"(j) {
    const { client, worker, contract } = await j.pair({ title: "画面設計の打ち合わせ" });
    await worker.goto(contract.path);
    await worker.press("サービス外連絡申請");
    await worker.fill("連絡の手段", "ビデオ通話（週1回）");
    await worker.fill("理由", "画面を見ながら決めたいためです。");
    await worker.press("サービス外連絡を申請する");
    await worker.sees("申請しました。");
    await client.goto("/my");
    await client.press("サービス外連絡の申請に回答する");
    await client.press("申請の内容を見る");
    await client.press("同意する");
    await client.sees("同意しました。", "運営の確認待ち");
    const operator = await j.house.account("運営 窓口", true);
    const asked = await j.house.call(operator.token, "GET", "/v1/operator/outside-contacts?limit=100");
    const mine = asked.data.find((a) => a.contract_id === contract.id);
    await j.house.call(operator.token, "POST", `/v1/operator/outside-contacts/${mine.id}/approve`, { reason: "打ち合わせに限ります。" });
    await worker.goto(contract.path);
    await worker.sees("サービス外での連絡が承認されています。手段：ビデオ通話（週1回）");
  },

  // Somebody who has just come follows the first steps to a first contract.
  async "first steps"(j) {
    const client = await j.person("はじめて 花子"), worker = await j.person("はじめて 太郎");
    await client.goto("/my");
    await client.sees("はじめの一歩", "いま、あなたがすることはありません。");
    await client.press("仕事を依頼する", { within: client.main.locator("#first-steps") });
    await client.fill("仕事のタイトル", j.name("町内会のちらし"));
    await client.fill("仕事の内容", "A4で1枚です。");
    await client.fill("予算", "30,000");
    await client.press("内容を確認する");
    await client.press("公開する");
    const job = new URL(client.page.url()).pathname.split("/").pop();
    const due = await j.house.inDays(20);
    const proposal = await j.house.call(worker.token, "POST", `/v1/jobs/${job}/proposals`, { amount: 30_000, due_on: due, message: "お任せください。" });
    await client.goto("/my");
    await client.sees("✓ 仕事を依頼する");
    await client.press("応募に回答する");
    await j.house.call(client.token, "POST", `/v1/proposals/${proposal.id}/accept`, { terms: {} });
    await client.goto("/my");
    await client.sees("過ぎると、自動的に取り消されます。", "✓ 相手を選んで契約する");
    await client.press("仮払いをする");
    const contract = (await j.house.call(client.token, "GET", "/v1/contracts")).data[0].id;
    await j.house.call(client.token, "POST", `/v1/contracts/${contract}/fund`);
    await worker.goto("/my");
    await worker.press("納品する");
    await j.house.call(worker.token, "POST", `/v1/contracts/${contract}/deliver`, { note: "できました。" });
    await client.goto("/my");
    await client.sees("過ぎると、自動的に検収完了（みなし検収）となり");
    await j.house.call(client.token, "POST", `/v1/contracts/${contract}/accept`);
    await client.goto("/my");
    await client.sees("取引を評価する");
    await client.seesNot("はじめの一歩");
  },

  // Both rate, and neither sees the other's before.
  async "both rate"(j) {
    const { client, worker, contract } = await j.pair({ title: "商品写真の切り抜き" });
    await deliver(worker);
    await client.goto(contract.path);
    await accept(client);
    const rate = async (p, stars, text) => {
      await p.goto(contract.path);
      await p.press("評価する");
      await p.sees("お二人の評価がそろったとき");
      for (const item of ["スキル", "クオリティ", "スケジュール", "コミュニケーション", "パートナーシップ"]) {
        await p.tick(new RegExp("^\\s*" + stars), p.main.getByRole("group", { name: new RegExp(item) }));
      }
      await p.fill("コメント", text);
      await p.press("この内容で評価を送信する");
      await p.sees("評価を送信しました。", text);
    };
    await rate(client, 5, "丁寧に仕上げていただきました。");
    await worker.goto(contract.path);
    await worker.seesNot("丁寧に仕上げていただきました。");
    await rate(worker, 4, "ご連絡が早く助かりました。");
    await worker.sees("丁寧に仕上げていただきました。");
    await client.goto(contract.path);
    await client.sees("ご連絡が早く助かりました。");
    await client.press("返信する");
    await client.fill("返信", "またお願いいたします。");
    await client.press("この内容で返信する");
    await client.sees("返信しました。", "またお願いいたします。");
    const p = await j.visitor();
    await p.goto("/people/" + worker.id);
    await p.sees("丁寧に仕上げていただきました。", "5.0／5");
  },

  // Somebody looks for work, with short words as people type them.
  async search(j) {
    const client = await j.person("依頼 花子");
    const mark = "秋冬"; // two characters, and one, are enough
    const post = (title, category, amount) => j.house.call(client.token, "POST", "/v1/jobs", { format: "project", title, description: title + "です。", category, budget_amount: amount });
    const key = client.name.slice(-3);
    await post(`${mark}カタログの翻訳 ${key}`, "翻訳", 90_000);
    await post(`${mark}カタログの表紙 ${key}`, "デザイン", 30_000);
    const p = await j.visitor();
    await p.press("仕事を探す", { within: p.page.locator("header.site") });
    await p.fill("キーワード", `${mark} ${key}`);
    await p.press("検索する");
    await p.sees(`${mark}カタログの翻訳 ${key}`, `${mark}カタログの表紙 ${key}`);
    await p.choose("カテゴリ", "デザイン");
    await p.press("検索する");
    await p.sees(`${mark}カタログの表紙 ${key}`);
    await p.seesNot(`${mark}カタログの翻訳 ${key}`);
    await p.choose("カテゴリ", "すべて");
    await p.fill("予算の下限", "５０，０００円");
    await p.press("検索する");
    await p.sees(`${mark}カタログの翻訳 ${key}`);
    await p.seesNot(`${mark}カタログの表紙 ${key}`);
    await p.fill("キーワード", "存在しない仕事名");
    await p.press("検索する");
    await p.sees("条件に合う仕事は見つかりませんでした。");
    await p.fill("キーワード", key + " 秋");
    await p.fill("予算の下限", "");
    await p.press("検索する");
    await p.press(`${mark}カタログの表紙 ${key}`);
    await p.sees("30,000円", "募集中", "仮払いが完了してから業務が始まります");
    await p.fact("予算", "30,000円");
  },

  // Fifty people cannot reach each other. The staff decides all of it by keyboard,
  // at most four keys each.
  "fifty nudges": {
    modes: ["keyboard"],
    async go(j) {
      const client = await j.house.account(j.name("依頼 花子")), worker = await j.house.account(j.name("受注 太郎"));
      const contracts = [];
      for (let i = 0; i < 50; i++) {
        const c = await j.house.agree(client, worker, { title: `連絡のとれない仕事 ${i + 1}`, amount: 1_000, funded: false });
        await j.house.call(client.token, "POST", `/v1/contracts/${c.id}/messages`, { body: "いかがでしょうか？" });
        contracts.push(c.id);
      }
      await j.house.later(73);
      for (const id of contracts) await j.house.call(client.token, "POST", `/v1/contracts/${id}/nudge`, {});
      const staff = await j.house.account(j.name("運営"), true);
      const p = await j.visitor();
      await p.be(staff.name);
      const waiting = async () => (await j.house.call(staff.token, "GET", "/v1/operator/nudges?limit=100")).data.filter((n) => contracts.includes(n.contract_id)).length;
      if ((await waiting()) !== 50) fail("not fifty nudges wait but " + (await waiting()));
      await p.goto("/desk?kind=nudges");
      let keys = 0;
      const key = async (name, goes) => {
        keys++;
        if (!goes) return p.page.keyboard.press(name);
        const from = p.page.url();
        await p.page.keyboard.press(name);
        await p.page.waitForURL((to) => to.href !== from, { waitUntil: "load" });
      };
      await key("j");
      await key("Enter", true);
      // The oldest of an earlier house may be among them: whatever is on the page is decided.
      for (let decided = 0; (await waiting()) > 0; decided++) {
        if (decided > 60) fail("the queue does not end");
        await p.sees("返事のないメッセージ（本文は表示されません）");
        const before = keys;
        if (decided % 5 === 4) {
          await key("d");
          await key(String(1 + (decided % 3)));
          await key("d", true);
        } else {
          await key("a", true);
        }
        if (keys - before > 4) fail(`${keys - before} keys for one nudge`);
      }
      if (keys > 200) fail(`${keys} keys for fifty nudges`);
      const denied = (await j.house.call(staff.token, "GET", "/v1/operator/nudges?state=denied&limit=100")).data.filter((n) => contracts.includes(n.contract_id));
      const sent = (await j.house.call(staff.token, "GET", "/v1/operator/nudges?state=sent&limit=100")).data.filter((n) => contracts.includes(n.contract_id));
      if (denied.length < 9 || denied.length + sent.length !== 50) fail(`${denied.length} denied and ${sent.length} sent`);
      for (const n of denied) if (!n.denial_reason.includes("連絡のとれない仕事")) fail("a canned text without its title: " + n.denial_reason);
    },
  },

  // A worker says where to pay, asks for the money, and finance sends it.
  async payout(j) {
    const { client, worker, contract } = await j.pair({ amount: 50_000, title: "チラシの作成" });
    await j.house.call(worker.token, "POST", `/v1/contracts/${contract.id}/deliver`, { note: "納品します。" });
    await j.house.call(client.token, "POST", `/v1/contracts/${contract.id}/accept`, {});
    await worker.goto("/payouts/new");
    await worker.press("口座を登録する");
    await worker.fill("銀行名・読み・金融機関コード", "みずほ");
    await worker.press("探す");
    await worker.press("みずほ（0001）");
    await worker.fill("支店名・読み・支店コード", "東京営業");
    await worker.press("探す");
    await worker.press("東京営業部（001）");
    await worker.fill("口座番号（7桁）", "１２３４５");
    await worker.fill("口座名義（カナ）", "髙橋 タロウ");
    worker.expected.add(422);
    await worker.press("この口座を登録する");
    await worker.sees("「髙」は銀行の振込データでは使えません。");
    await worker.fill("口座名義（カナ）", "タカハシ　たろう");
    await worker.press("この口座を登録する");
    await worker.sees("振込先口座を登録しました。", "みずほ（0001） 東京営業部（001） 普通 ＊＊＊＊345");
    await worker.goto("/payouts/new");
    await worker.fill("出金する金額", "1000");
    await worker.press("この金額で出金を申請する");
    await worker.sees("出金を申請しました。", "受付済み");

    const staff = await j.house.account(j.name("経理"), true);
    const finance = await j.visitor();
    await finance.be(staff.name);
    await finance.goto("/desk/payouts");
    // What earlier houses left is not ours to send.
    for (const box of await finance.page.locator("tbody input:checked").all()) {
      if (!(await box.getAttribute("aria-label")).startsWith(worker.name)) await box.uncheck();
    }
    await finance.page.locator(`tbody input[aria-label^="${worker.name}"]`).check(); // it may not be the first to leave
    await finance.press("選んだ出金で振込データを作る");
    await finance.sees("振込データを作りました。", "承認済み", "＊＊＊＊345");
    for (const [button, name, holds] of [["全銀ファイル（総合振込）をダウンロード", /furikomi-\d{8}\.txt/, true], ["CSVをダウンロード", /furikomi-\d{8}\.csv/, false]]) {
      const [file] = await Promise.all([finance.page.waitForEvent("download"), finance.press(button, { stays: true })]);
      if (!name.test(file.suggestedFilename())) fail("the file is called " + file.suggestedFilename());
      const { readFileSync } = await import("node:fs");
      const content = readFileSync(await file.path());
      if (holds && content.length !== 4 * 122) fail(`the file has ${content.length} bytes`);
      if (!holds && !content.toString().includes("0012345,ﾀｶﾊｼ ﾀﾛｳ,1000")) fail("the table is " + content.toString());
    }
    await finance.press("この結果を記録する");
    await finance.sees("結果を記録しました。", "振込済み", "完了");
    await worker.goto("/earnings");
    await worker.sees("1,000円 振込済み");
    await finance.goto("/desk/trail");
    await finance.sees("payout_batch.make", "payout_batch.file", "payout_batch.settle");
  },

  // The house is set: a number with a look at what changes, and the terms, which
  // everybody reads at once.
  "settings: a number is changed, terms are written": async (j) => {
    const staff = await j.house.account(j.name("責任者"), true);
    const admin = await j.visitor();
    await admin.be(staff.name);
    await admin.goto("/desk/settings");
    await admin.press("数値を変更する");
    const reply = "評価に返信できる期間（公開から）";
    const days = String(Number(await admin.main.getByLabel(reply).inputValue()) + 1);
    await admin.fill(reply, "91");
    admin.expected.add(422);
    await admin.press("変更内容を確認する");
    await admin.sees("1〜90日の範囲で入力してください。");
    await admin.fill(reply, days);
    await admin.press("変更内容を確認する");
    await admin.sees("変更内容の確認", reply, `${days}日`, "変わらないもの");
    await admin.seesNot("仮払いの期限");
    await admin.press("入力に戻る");
    await admin.sees("ルールの数値の変更");
    await admin.press("変更内容を確認する");
    await admin.press("この内容で公開する");
    await admin.sees("新しい版を公開しました。", "適用予定", `${days}日`);

    await admin.press("表示と規約を変更する");
    const terms = `第1条（適用）${j.name("規約")}`;
    await admin.fill("ボタンとリンクの色", "#ffff00");
    await admin.press("見本に反映する");
    await admin.sees("もっと濃い色を選んでください。");
    await admin.fill("ボタンとリンクの色", "");
    await admin.fill("利用規約", terms);
    await admin.press("保存して反映する");
    await admin.sees("サイトの表示を更新しました。", "変更：利用規約");
    const visitor = await j.visitor();
    await visitor.press("利用規約", { within: visitor.page.locator("footer.site") });
    await visitor.sees("利用規約", terms);
    await visitor.press("運営の対応状況", { within: visitor.page.locator("footer.site") });
    await visitor.sees("判断までの時間（中央値）", "集計のしかた");
  },
};
