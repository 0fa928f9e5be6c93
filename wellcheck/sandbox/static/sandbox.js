// The page of phones. The server holds all state; this shows it and passes on what is typed and tapped.

const $ = (id) => document.getElementById(id);
const CHANNELS = { telegram: "Telegram", sms: "Messages" };
const ROLES = { ada: "lives alone", bob: "her neighbour", cara: "her daughter" };
const NARROW = matchMedia("(max-width: 779px)");
const LANGUAGES = { en: "English", es: "Español" };
const HOURS = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const LINK = /(https?:\/\/[^\s<>"]+|tg:\/\/[^\s<>"]+|\bt\.me\/[^\s<>"]+)/g;
const COMMAND = /(^|\s)(\/[a-z0-9_]{1,32})\b/g;
const WAITING = new Set(["accepted", "queued", "sent"]);

const phones = new Map(); // id -> Phone, in the order of the page
let bot = { username: "", number: "", commands: {}, texts: {} };
let clock = null; // { now, speed, next_due, since }: `since` is this page's clock when it was told
let drawn = false; // once the first state is shown, what comes is new

// ---- small helpers

function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

async function send(path, body) {
  const answer = await fetch(`/sandbox/api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(data.error || "The sandbox did not understand.");
  return data;
}

const memory = {
  get: (key) => { try { return localStorage.getItem(`wellcheck.${key}`); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(`wellcheck.${key}`, value); } catch { /* private window */ } },
};

const asTime = (seconds) => new Date(seconds * 1000).toLocaleTimeString([], HOURS);
const asDay = (seconds) => new Date(seconds * 1000).toLocaleDateString([], { weekday: "short", day: "numeric", month: "short" });
const pretty = (number) => number.replace(/^(\+44)(7\d{3})(\d{6})$/, "$1 $2 $3");
const productNow = () => clock ? clock.now + (performance.now() - clock.since) / 1000 * clock.speed : Date.now() / 1000;

function inWords(seconds) {
  if (seconds < 90) return `in ${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 5400) return `in ${Math.round(seconds / 60)} min`;
  if (seconds < 129600) return `in ${Math.round(seconds / 3600)} h`;
  return `in ${Math.round(seconds / 86400)} days`;
}

// ---- one app on one phone: a conversation with Wellcheck

class App {
  constructor(phone, channel) {
    this.phone = phone;
    this.channel = channel;
    this.nodes = new Map();
    this.unread = 0;
    const root = this.root = $("app").content.firstElementChild.cloneNode(true);
    const at = (selector) => root.querySelector(selector);
    root.classList.add(channel);
    root.id = `${phone.id}-${channel}`;
    this.log = at(".log");
    this.pop = at(".pop");
    this.keys = at(".keys");
    this.form = at(".write");
    this.start = at(".start");
    this.input = at("textarea");
    this.subtitle = at(".title small");
    this.list = at(".add .list");
    this.tab = el("button", { type: "button", id: `${root.id}-tab` }, CHANNELS[channel]);
    this.tab.setAttribute("role", "tab");
    this.tab.setAttribute("aria-controls", root.id);
    root.setAttribute("aria-labelledby", this.tab.id);
    this.tab.onclick = () => phone.open(channel);
    this.atEnd = true;
    this.log.onscroll = () => { this.atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120; };
    new ResizeObserver(() => { if (this.atEnd) this.toEnd(); }).observe(this.log);
    this.input.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.form.requestSubmit();
      }
    };
    this.form.onsubmit = (event) => { event.preventDefault(); this.say(); };
    this.start.querySelector("button").onclick = () => { this.begins = true; this.post("say", { text: "/start", channel }); };
    at(".add").addEventListener("toggle", () => at(".add").open && this.fillMenu());
    this.name();
  }

  name() {
    const who = this.phone.data.name;
    this.log.setAttribute("aria-label", `${who}, ${CHANNELS[this.channel]}: the conversation`);
    this.input.setAttribute("aria-label", `Write as ${who} by ${this.channel === "sms" ? "text message" : "Telegram"}`);
    this.input.placeholder = this.channel === "sms" ? "Text message" : "Message";
    this.keys.setAttribute("aria-label", `${who}'s keyboard`);
    this.root.querySelector(".add summary").setAttribute("aria-label", `More to send from ${who}'s phone`);
  }

  async post(path, body) {
    try {
      return await send(`phones/${encodeURIComponent(this.phone.id)}/${path}`, body);
    } catch (trouble) {
      this.toast(trouble.message);
      return null;
    }
  }

  async say() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    if (!await this.post("say", { text, channel: this.channel })) this.input.value = text;
  }

  toast(text) {
    this.pop.textContent = text;
    clearTimeout(this.popping);
    this.popping = setTimeout(() => { this.pop.textContent = ""; }, 4500);
  }

  typing() {
    clearTimeout(this.writes);
    this.isTyping = true;
    this.update();
    this.writes = setTimeout(() => { this.isTyping = false; this.update(); }, 4000);
  }

  update() {
    const { data } = this.phone;
    const telegram = this.channel === "telegram";
    this.subtitle.textContent = !telegram ? pretty(bot.number)
      : data.blocked ? "blocked by you" : this.isTyping ? "is typing…" : "bot";
    const begin = telegram && !data.started;
    this.start.hidden = !begin;
    this.form.hidden = begin;
    if (this.begins && !begin) { this.begins = false; this.input.focus(); }
    this.start.querySelector(".about").textContent = this.description();
    this.drawKeys(telegram ? data.keyboard : []);
    if (!this.log.querySelector(".msg, .event")) this.showEmpty();
  }

  description() {
    const language = this.phone.data.language;
    return bot.texts[`description:${language}`] || bot.texts["description:"]
      || "I ask whether you are all right, and tell somebody if you do not answer.";
  }

  showEmpty() {
    if (this.log.querySelector(".empty")) return;
    const text = this.channel === "telegram"
      ? "No messages here yet. In Telegram a bot may only write to those who have said hello first."
      : `No messages yet. Text messages from Wellcheck come from ${pretty(bot.number)}.`;
    this.log.append(el("p", { className: "empty" }, text));
  }

  drawKeys(rows) {
    const shape = JSON.stringify(rows);
    if (shape === this.keyShape) return;
    this.keyShape = shape;
    this.keys.hidden = !rows.length;
    this.keys.replaceChildren(...rows.map((row) => el("div", { className: "row" }, ...row.map((button) => {
      const key = el("button", { type: "button", className: "key" }, button.text);
      key.onclick = async () => { await this.post("tap", { message_id: null, button: button.text }); this.input.focus(); };
      return key;
    }))));
    this.toEnd();
  }

  fillMenu() {
    const items = [];
    const add = (label, small, act) => {
      const item = el("button", { type: "button" }, label);
      if (small) item.append(el("small", {}, small));
      item.onclick = () => { this.list.parentElement.open = false; act(); };
      items.push(item);
    };
    const others = [...phones.values()].filter((other) => other !== this.phone);
    for (const other of others) {
      add(`Type ${other.data.name}'s number`, pretty(other.data.number), () => {
        this.input.value = `${this.input.value}${this.input.value ? " " : ""}${other.data.number}`;
        this.input.focus();
      });
    }
    if (this.channel === "telegram") {
      items.push(el("hr"));
      add("Share my number", pretty(this.phone.data.number), () => this.post("share-contact", {}));
      for (const other of others) add(`Share ${other.data.name}'s card`, "", () => this.post("share-contact", { whose: other.id }));
      const commands = this.commands();
      if (commands.length) items.push(el("hr"));
      for (const { command, description } of commands) {
        add(`/${command}`, description, () => this.post("say", { text: `/${command}`, channel: "telegram" }));
      }
    }
    this.list.replaceChildren(...items);
  }

  commands() {
    const { language, telegram_id: id } = this.phone.data;
    const scopes = [`chat:${id}:`, "all_private_chats::", "default::"];
    for (const scope of scopes) {
      const found = bot.commands[scope + language] || bot.commands[scope];
      if (found?.length) return found;
    }
    return [];
  }

  // ---- messages

  hides(message) {
    return !message.mine && WAITING.has(message.status);
  }

  show(message) {
    const old = this.nodes.get(message.id);
    if (this.hides(message)) return false;
    const node = this.draw(message);
    if (old) {
      const focused = old.contains(document.activeElement) ? [...old.querySelectorAll("button, a")].indexOf(document.activeElement) : -1;
      old.replaceWith(node);
      if (focused >= 0) (node.querySelectorAll("button, a")[focused] || this.input).focus();
      this.nodes.set(message.id, node);
      return false;
    }
    if (!message.mine && this.isTyping) { this.isTyping = false; this.update(); }
    this.log.querySelector(".empty")?.remove();
    const day = asDay(message.at);
    if (day !== this.lastDay) {
      this.lastDay = day;
      this.log.append(el("p", { className: "dayline" }, day));
    }
    if (drawn) node.classList.add("new");
    this.log.append(node);
    this.nodes.set(message.id, node);
    if (this.atEnd || message.mine) this.toEnd();
    return !message.mine && message.status !== "undelivered";
  }

  toEnd() {
    this.atEnd = true;
    requestAnimationFrame(() => { this.log.scrollTop = this.log.scrollHeight; });
  }

  gone(id) {
    this.nodes.get(id)?.remove();
    this.nodes.delete(id);
    this.update();
  }

  draw(message) {
    if (message.status === "undelivered" && !message.mine) {
      return el("p", { className: "event" }, `A message did not arrive: ${message.note || "undelivered"}${message.code ? ` (${message.code})` : ""}`);
    }
    const bubble = el("div", { className: "bubble" });
    bubble.append(el("span", { className: "unseen" }, message.mine ? `${this.phone.data.name}: ` : "Wellcheck: "));
    this.fill(bubble, message);
    const meta = el("span", { className: "meta" }, message.edited ? "edited " : "", asTime(message.at));
    if (message.mine && message.status !== "failed") meta.append(ticks(message.status === "delivered"));
    bubble.append(meta);
    const node = el("div", { className: `msg ${message.mine ? "mine" : "theirs"}` }, bubble);
    node.dataset.id = message.id;
    if (message.buttons.length) node.append(this.buttons(message));
    if (message.mine && message.status === "failed") node.append(el("p", { className: "wrong" }, message.note || "Not delivered"));
    else if (message.note && !message.mine) node.append(el("p", { className: "event" }, message.note));
    return node;
  }

  fill(bubble, { text, content, mine }) {
    if (content.contact) {
      const { name, number } = content.contact;
      bubble.append(el("div", { className: "card" }, el("i", {}, name.slice(0, 1)), el("span", {}, name, el("small", {}, pretty(number)))));
    }
    if (content.location) bubble.append(el("div", {}, `📍 ${content.location.latitude.toFixed(4)}, ${content.location.longitude.toFixed(4)}`));
    if (content.file) bubble.append(el("div", {}, `📎 ${content.file.name}`));
    text.split(LINK).forEach((part, index) => {
      if (index % 2) bubble.append(this.link(part));
      else if (this.channel === "telegram" && !mine) this.words(bubble, part);
      else bubble.append(part);
    });
  }

  words(bubble, text) {
    let last = 0;
    for (const found of text.matchAll(COMMAND)) {
      const from = found.index + found[1].length;
      const word = el("button", { type: "button", className: "word" }, found[2]);
      word.onclick = () => this.post("say", { text: found[2], channel: "telegram" });
      bubble.append(text.slice(last, from), word);
      last = from + found[2].length;
    }
    bubble.append(text.slice(last));
  }

  link(written) {
    const [, address, rest] = written.match(/^(.*?)([.,;:!?)\]]*)$/s);
    const url = address.startsWith("t.me/") ? `https://${address}` : address;
    const node = el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, address);
    if (/^(https:\/\/(t|telegram)\.me\/|tg:\/\/)/.test(url)) {
      node.title = "Opens Telegram on this phone";
      node.onclick = (event) => { event.preventDefault(); this.phone.follow(url, this); };
    }
    const both = document.createDocumentFragment();
    both.append(node, rest);
    return both;
  }

  buttons(message) {
    return el("div", { className: "buttons" }, ...message.buttons.map((row, r) => el("div", { className: "row" }, ...row.map((button, b) => {
      const index = message.buttons.slice(0, r).reduce((sum, each) => sum + each.length, 0) + b;
      const key = el("button", { type: "button", className: "key" }, button.text);
      key.onclick = async () => {
        if (button.url) return this.phone.follow(button.url, this);
        key.setAttribute("aria-busy", "true");
        setTimeout(() => key.removeAttribute("aria-busy"), 5000);
        if (!await this.post("tap", { message_id: message.id, button: index })) key.removeAttribute("aria-busy");
      };
      return key;
    }))));
  }

  answered({ id, text }) {
    this.nodes.get(id)?.querySelectorAll("[aria-busy]").forEach((key) => key.removeAttribute("aria-busy"));
    if (text) this.toast(text);
  }
}

function ticks(both) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 17 10");
  svg.setAttribute("class", "ticks");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", both ? "Wellcheck has it" : "on its way");
  for (const d of both ? ["M1 5.5 4 8.5 10 1.5", "M7 7.4 8.1 8.5 15 1.5"] : ["M1 5.5 4 8.5 10 1.5"]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

// ---- one phone

class Phone {
  constructor(data) {
    this.id = data.id;
    this.data = data;
    this.messages = new Map();
    const root = this.root = $("phone").content.firstElementChild.cloneNode(true);
    const at = (selector) => root.querySelector(selector);
    root.id = `phone-${this.id}`;
    this.at = at;
    this.apps = {};
    const tabs = at(".apps");
    tabs.setAttribute("aria-label", "Apps");
    for (const channel of Object.keys(CHANNELS)) {
      const app = this.apps[channel] = new App(this, channel);
      tabs.append(app.tab);
      at(".screen").append(app.root);
    }
    tabs.onkeydown = (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      this.open(this.channel === "sms" ? "telegram" : "sms");
      this.apps[this.channel].tab.focus();
    };
    const menu = at(".more");
    const item = (what, act) => { at(`[data-do=${what}]`).onclick = () => { menu.open = false; at(".more summary").focus(); act(); }; };
    const change = (path, body) => this.apps[this.channel].post(path, body);
    item("power", () => change("power", { on: !this.data.power }));
    item("block", () => change("block", { blocked: !this.data.blocked }));
    item("language", () => this.save({ language: this.data.language === "es" ? "en" : "es" }));
    item("rename", () => { const name = prompt("Whose phone is this?", this.data.name); if (name?.trim()) this.save({ name: name.trim() }); });
    at(".off button").onclick = () => change("power", { on: true });
    this.nameTab = el("button", { type: "button" });
    this.nameTab.onclick = () => this.bring();
    this.open(memory.get(`app.${this.id}`) || (this.id === "ada" ? "telegram" : "sms"), false);
    this.update(data);
  }

  async save(change) {
    try { await send("phones", { id: this.id, ...change }); } catch (trouble) { this.apps[this.channel].toast(trouble.message); }
  }

  empty() {
    this.messages.clear();
    for (const app of Object.values(this.apps)) {
      app.nodes.clear();
      app.lastDay = "";
      app.log.replaceChildren();
    }
  }

  leave() {
    phones.delete(this.id);
    this.root.remove();
    this.nameTab.remove();
  }

  bring() {
    this.root.scrollIntoView({ behavior: "smooth", inline: "center", block: "nearest" });
  }

  open(channel, remember = true) {
    this.channel = channel in this.apps ? channel : "sms";
    for (const [name, app] of Object.entries(this.apps)) {
      const chosen = name === this.channel;
      app.root.hidden = !chosen;
      app.tab.setAttribute("aria-selected", chosen);
      app.tab.tabIndex = chosen ? 0 : -1;
    }
    if (remember) memory.set(`app.${this.id}`, this.channel);
    this.apps[this.channel].toEnd();
    this.seen();
  }

  async follow(url, from) {
    if (!/^(https:\/\/(t|telegram)\.me\/|tg:\/\/)/.test(url)) {
      window.open(url, "_blank", "noopener,noreferrer");
      return;
    }
    if (await from.post("open-link", { url })) {
      this.open("telegram");
      this.apps.telegram.input.focus();
    }
  }

  update(data) {
    this.data = { ...data, messages: undefined };
    const { name, number, power, blocked, language, stopped } = this.data;
    this.root.setAttribute("aria-label", `${name}'s phone`);
    this.at(".name").textContent = name === number ? "Somebody" : name;
    this.at(".role").textContent = stopped ? "has texted STOP" : ROLES[this.id] || "";
    this.at(".number").textContent = pretty(number);
    this.at(".more summary").setAttribute("aria-label", `Settings of ${name}'s phone`);
    this.at("[data-do=power]").textContent = power ? "Switch off" : "Switch on";
    this.at("[data-do=block]").textContent = blocked ? "Unblock Wellcheck in Telegram" : "Block Wellcheck in Telegram";
    this.at("[data-do=language]").textContent = `Telegram speaks ${LANGUAGES[language] || language}: switch to ${language === "es" ? "English" : "Español"}`;
    this.at(".off").hidden = power;
    this.at(".screen").inert = !power;
    for (const app of Object.values(this.apps)) { app.name(); app.update(); }
    this.counts();
  }

  take(message) {
    this.messages.set(message.id, message);
    const isNew = this.apps[message.channel].show(message);
    this.counts();
    if (!isNew || !drawn) return;
    const app = this.apps[message.channel];
    const idle = !this.apps[this.channel].input.value && !this.root.contains(document.activeElement);
    if (message.channel !== this.channel && idle) this.open(message.channel, false);
    this.root.classList.remove("rings");
    void this.root.offsetWidth; // begin the ring again
    this.root.classList.add("rings");
    if (!this.watched(app)) app.unread += 1;
    this.marks();
  }

  watched(app) {
    if (document.hidden || app.channel !== this.channel) return false;
    const box = this.root.getBoundingClientRect();
    return box.left > -box.width / 2 && box.right < innerWidth + box.width / 2;
  }

  seen() {
    const app = this.apps[this.channel];
    if (app && this.watched(app)) app.unread = 0;
    this.marks();
  }

  counts() {
    const waiting = [...this.messages.values()].filter((m) => !m.mine && WAITING.has(m.status)).length;
    this.at(".kept").textContent = waiting ? `${waiting} message${waiting > 1 ? "s" : ""} waiting` : "Nothing is waiting";
  }

  marks() {
    if (!this.nameTab) return;
    let all = 0;
    const mark = (node, label, count) => {
      node.replaceChildren(label, ...(count ? [el("span", { className: "badge" }, String(count), el("span", { className: "unseen" }, " unread"))] : []));
    };
    for (const app of Object.values(this.apps)) {
      mark(app.tab, CHANNELS[app.channel], app.unread);
      all += app.unread;
    }
    mark(this.nameTab, this.data.name, all);
    const total = [...phones.values()].reduce((sum, phone) => sum + phone.apps.sms.unread + phone.apps.telegram.unread, 0);
    document.title = `${total ? `(${total}) ` : ""}Wellcheck sandbox`;
  }
}

$("addphone").onclick = async () => {
  const name = prompt("Whose phone is it?");
  if (!name?.trim()) return;
  try {
    const made = await send("phones", { name: name.trim() });
    setTimeout(() => phones.get(made.id)?.bring(), 200);
  } catch (trouble) { alert(trouble.message); }
};

function phoneOf(data) {
  let phone = phones.get(data.id);
  if (phone) {
    phone.update(data);
  } else {
    phone = new Phone(data);
    phones.set(data.id, phone);
    $("phones").append(phone.root);
    $("names").append(phone.nameTab);
    phone.marks();
  }
  return phone;
}

// ---- the clock

function tellTime() {
  if (!clock) return;
  const now = productNow();
  const date = new Date(now * 1000);
  $("now").textContent = date.toLocaleTimeString([], { ...HOURS, second: "2-digit" });
  $("now").dateTime = date.toISOString();
  $("today").textContent = asDay(now);
  for (const phone of phones.values()) phone.at(".status .clock").textContent = asTime(now);
  const due = clock.next_due;
  $("jump").disabled = due === null;
  $("due").textContent = due === null ? "Nothing is due yet"
    : due <= now ? "Due now"
    : `${asDay(due) === asDay(now) ? "" : `${asDay(due)}, `}${asTime(due)} · ${inWords(due - now)}`;
  $("jump").setAttribute("aria-label", `Jump to the next thing that is due. ${$("due").textContent}`);
}

function setClock(told) {
  clock = told && { ...told, since: performance.now() };
  $("time").hidden = !clock;
  $("line").hidden = !clock;
  for (const button of document.querySelectorAll("[data-speed]")) {
    button.setAttribute("aria-pressed", clock !== null && Number(button.dataset.speed) === clock.speed);
  }
  tellTime();
}

async function wind(wish) {
  try {
    setClock((await send("clock", wish)).clock);
  } catch (trouble) {
    $("due").textContent = trouble.message;
  }
}

for (const button of document.querySelectorAll("[data-speed]")) {
  button.onclick = () => wind({ speed: Number(button.dataset.speed) });
}
$("jump").onclick = () => wind({ jump: "next" });
setInterval(() => {
  if (!clock) for (const phone of phones.values()) phone.at(".status .clock").textContent = asTime(Date.now() / 1000);
  tellTime();
}, 250);

// ---- the line of what happens and why

const linesShown = new Set();  // what was news while the page opened is in its first state as well

function addLines(lines, fresh) {
  const list = $("line-list");
  for (const { id, at, what, why, who } of lines) {
    if (linesShown.has(id)) continue;
    linesShown.add(id);
    const seconds = Date.parse(at) / 1000;
    const head = el("div", {}, el("time", { dateTime: at, title: asDay(seconds) }, asTime(seconds)));
    if (who) head.append(el("span", { className: "who" }, who));
    const item = el("li", { className: fresh ? "fresh" : "" }, head, el("p", { className: "what" }, what));
    if (why) item.append(el("p", { className: "why" }, why));
    list.prepend(item);
    while (list.children.length > 80) list.lastChild.remove();
    $("line-last").textContent = [who, what].filter(Boolean).join(": ");
  }
  $("line-nothing").hidden = list.children.length > 0;
  if (!list.children.length) $("line-last").textContent = "What happens, and why";
}

$("line-toggle").onclick = () => {
  const open = $("line").classList.toggle("open");
  $("line-toggle").setAttribute("aria-expanded", open);
};

// ---- the first steps

const STEPS = [
  {
    title: "Say hello on Ada's phone",
    text: "Ada lives alone. Wellcheck will ask her name, when to check on her, and whom to tell if she does not answer.",
    act: "Say hello as Ada",
    run: () => { const ada = phones.get("ada"); ada.open("telegram"); ada.bring(); return ada.apps.telegram.post("say", { text: "/start", channel: "telegram" }); },
    done: () => phones.get("ada")?.data.started,
  },
  {
    title: "Answer as Ada, and give Bob as the one to call",
    text: () => `Tap the buttons or type. When Wellcheck asks for a phone number of her contact, Bob's is ${pretty(phones.get("bob")?.data.number || "")}.`,
    act: "Type Bob's number",
    run: () => {
      const ada = phones.get("ada");
      const { input } = ada.apps[ada.channel];
      ada.bring();
      input.value = phones.get("bob").data.number;
      input.focus();
    },
    done: () => received("bob").length > 0,
  },
  {
    title: "Bob is asked whether he wants to be told",
    text: "Answer on Bob's phone as the message says, for example with 1, and finish Ada's questions.",
    act: "Show Bob's phone",
    run: () => { const bob = phones.get("bob"); bob.bring(); bob.apps[bob.channel].input.focus(); },
    done: () => said("bob").length > 0,
  },
  {
    title: "Now let Ada not answer",
    text: "Jump to her check-in, do not answer it, and jump on. Watch how Wellcheck asks again and then tells Bob.",
    act: "Jump ahead",
    run: () => wind({ jump: "next" }),
    done: () => { const first = said("bob")[0]; return first && received("bob").some((m) => m.at > first.at + 300); },
  },
  {
    title: "That was a whole alarm",
    text: "Bob can take it over on his phone, and Ada can still say that she is all right: then everyone is told. Try 60×, switch a phone off, or answer in Spanish.",
    act: "Good",
    run: () => closeGuide(),
    done: () => false,
  },
];

const messagesOf = (id) => [...(phones.get(id)?.messages.values() || [])];
const received = (id) => messagesOf(id).filter((m) => !m.mine && m.status === "delivered");
const said = (id) => messagesOf(id).filter((m) => m.mine);

function closeGuide() {
  memory.set("guided", "yes");
  $("guide").hidden = true;
}

function guide() {
  if (memory.get("guided") || !phones.has("ada") || !phones.has("bob")) return;
  const at = STEPS.findIndex((step) => !step.done());
  const step = STEPS[at];
  $("guide").hidden = false;
  $("guide-count").textContent = at < STEPS.length - 1 ? `${at + 1}/${STEPS.length - 1}` : "✓";
  $("guide-title").textContent = step.title;
  $("guide-text").textContent = typeof step.text === "function" ? step.text() : step.text;
  $("guide-act").textContent = step.act;
  $("guide-act").hidden = at === 3 && !clock;
  $("guide-act").onclick = step.run;
}
$("guide-close").onclick = closeGuide;

// ---- what the server tells

const heard = {
  state(state) {
    drawn = false;
    bot = state.bot;
    for (const [id, phone] of phones) if (!state.phones.some((data) => data.id === id)) phone.leave();
    for (const data of state.phones) {
      const phone = phoneOf(data);
      phone.empty();
      for (const message of data.messages) phone.take(message);
      for (const app of Object.values(phone.apps)) app.update();
    }
    $("line-list").replaceChildren();
    linesShown.clear();
    addLines(state.live, false);
    setClock(state.clock);
    drawn = true;
    if (NARROW.matches) spy();
  },
  phone: phoneOf,
  message: (message) => phones.get(message.phone)?.take(message),
  gone: ({ phone, id }) => { phones.get(phone)?.messages.delete(id); phones.get(phone)?.apps.telegram.gone(id); },
  typing: ({ phone }) => phones.get(phone)?.apps.telegram.typing(),
  answered: (answer) => phones.get(answer.phone)?.apps.telegram.answered(answer),
  bot: (told) => { bot = { ...bot, ...told }; for (const phone of phones.values()) phone.apps.telegram.update(); },
  clock: setClock,
  live: (lines) => addLines(lines, true),
  reset: () => listen(),
  away: () => { $("line-last").textContent = "Wellcheck's database is away"; },
};

let stream = null;
function listen() {
  stream?.close();
  stream = new EventSource("/sandbox/api/stream");
  stream.onmessage = ({ data }) => {
    $("lost").hidden = true;
    const { kind, value } = JSON.parse(data);
    heard[kind]?.(value);
    guide();
  };
  stream.onerror = () => {
    $("lost").hidden = false;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 1500);
  };
}

// ---- the page itself

function spy() {
  for (const phone of phones.values()) {
    const box = phone.root.getBoundingClientRect();
    const here = box.left > -box.width / 2 && box.left < box.width / 2;
    phone.nameTab.setAttribute("aria-current", here);
    if (here) phone.seen();
  }
}
$("phones").addEventListener("scroll", spy, { passive: true });
addEventListener("resize", spy);
document.addEventListener("visibilitychange", () => { for (const phone of phones.values()) phone.seen(); });
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
});

listen();
