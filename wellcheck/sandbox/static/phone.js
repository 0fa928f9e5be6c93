// One phone on the page: its apps, its name, its settings.

import { $, CHANNELS, WAITING, el, icon, memory, page, pretty, send } from "./common.js";
import { Dialer } from "./calls.js";
import { Chat } from "./chat.js";
import { Mail } from "./mail.js";

const ROLES = { ada: "lives alone", bob: "her neighbour", cara: "her daughter" };
const LANGUAGES = {
  en: "English", es: "Español", pt: "Português", fr: "Français", de: "Deutsch", it: "Italiano", nl: "Nederlands", pl: "Polski",
  hr: "Hrvatski", tr: "Türkçe", ru: "Русский", uk: "Українська", ar: "العربية", he: "עברית", hi: "हिन्दी", zh: "中文", ja: "日本語",
};
const APPS = { voice: Dialer, email: Mail };
const TURNS = { ArrowRight: 1, ArrowLeft: -1 };

export class Phone {
  // `hurry` is called when this phone begins to ring.
  constructor(data, hurry) {
    this.hurry = hurry;
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
      if (channel === "email" && !page.bot.mail) continue;
      const app = this.apps[channel] = new (APPS[channel] || Chat)(this, channel);
      tabs.append(app.tab);
      at(".screen").append(app.root);
    }
    tabs.onkeydown = (event) => {
      const turn = TURNS[event.key];
      if (!turn) return;
      const names = Object.keys(this.apps);
      this.open(names[(names.indexOf(this.channel) + turn + names.length) % names.length]);
      this.apps[this.channel].tab.focus();
    };
    at(".take").onclick = () => { this.open("voice"); this.apps.voice.post("answer"); };
    at(".refuse").onclick = () => this.apps.voice.post("decline");
    at(".back").onclick = () => { this.open("voice"); this.apps.voice.focus(); };
    const menu = at(".more");
    const item = (what, act) => { at(`[data-do=${what}]`).onclick = () => { menu.open = false; at(".more summary").focus(); act(); }; };
    const change = (path, body) => this.apps[this.channel].post(path, body);
    item("power", () => change("power", { on: !this.data.power }));
    item("block", () => change("block", { blocked: !this.data.blocked }));
    item("whatsapp", () => change("whatsapp", { on: !this.data.whatsapp }));
    this.languages = at(".language select");
    this.languages.append(...Object.entries(LANGUAGES).map(([code, label]) => el("option", { value: code }, label)));
    this.languages.onchange = () => this.save({ language: this.languages.value });
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
      app.clear();
    }
  }

  leave() {
    page.phones.delete(this.id);
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
    this.apps[this.channel].scroll.toEnd();
    this.notice();
    this.seen();
  }

  // Above another app: that it rings, or that a call is on.
  notice() {
    const { voice } = this.apps;
    const elsewhere = this.channel !== "voice" && voice.now !== null;
    const had = this.at(".notice").contains(document.activeElement);
    this.at(".notice").hidden = !elsewhere;
    this.at(".notice b").textContent = voice.rings ? "Wellcheck calls" : "A call is on";
    this.at(".take").hidden = this.at(".refuse").hidden = !voice.rings;
    this.at(".back").hidden = voice.rings;
    this.root.classList.toggle("ringing-now", voice.rings);
    if (had && document.activeElement.closest("[hidden]")) this.apps[this.channel].focus();
  }

  async follow(url, from) {
    if (!/^(https:\/\/(t|telegram)\.me\/|tg:\/\/)/.test(url)) {
      window.open(url, "_blank", "noopener,noreferrer");
      return;
    }
    if (await from.post("open-link", { url })) {
      this.open("telegram");
      this.apps.telegram.focus();
    }
  }

  update(data) {
    this.data = { ...data, messages: undefined, calls: undefined };
    const { name, number, power, blocked, language, stopped, whatsapp } = this.data;
    this.root.setAttribute("aria-label", `${name}'s phone`);
    this.at(".name").textContent = name === number ? "Somebody" : name;
    this.at(".name").title = name;
    this.at(".role").textContent = stopped ? "has texted STOP" : ROLES[this.id] || "";
    this.at(".number").textContent = pretty(number);
    this.at(".more summary").setAttribute("aria-label", `Settings of ${name}'s phone`);
    this.at("[data-do=power]").textContent = power ? "Switch off" : "Switch on";
    this.at("[data-do=block]").textContent = blocked ? "Unblock Wellcheck in Telegram" : "Block Wellcheck in Telegram";
    this.at("[data-do=whatsapp]").textContent = whatsapp ? "Take WhatsApp off this phone" : "Put WhatsApp on this phone";
    if (!LANGUAGES[language] && !this.at(`option[value="${CSS.escape(language)}"]`)) this.languages.append(el("option", { value: language }, language));
    this.languages.value = language;
    this.at(".off").hidden = power;
    this.at(".screen").inert = !power;
    for (const app of Object.values(this.apps)) { app.name(); app.update(); }
    this.counts();
  }

  take(message) {
    this.messages.set(message.id, message);
    const app = this.apps[message.channel];
    if (!app) return; // mail of the time before a mail server was configured
    const isNew = app.show(message);
    this.counts();
    if (!isNew || !page.drawn) {
      if (this.watched(app)) app.looked();
      return;
    }
    if (message.channel !== this.channel && this.idle) this.open(message.channel, false);
    this.flash();
    if (this.watched(app)) app.looked();
    else app.unread += 1;
    this.marks();
  }

  takeCall(call) {
    const app = this.apps.voice;
    const begins = app.show(call);
    if (begins && page.drawn) {
      if (this.idle) this.open("voice", false);
      this.flash();
      this.hurry(this);
    }
    const missed = page.drawn && !call.mine && ["no-answer", "canceled"].includes(call.status);
    if (missed && !this.watched(app)) app.unread += 1;
    this.notice();
    this.marks();
  }

  // Nobody is doing anything on this phone.
  get idle() {
    return !this.apps[this.channel].writing && !this.root.contains(document.activeElement) && !this.apps.voice.now?.answered_at;
  }

  flash() {
    this.root.classList.remove("rings");
    void this.root.offsetWidth; // begin the ring again
    this.root.classList.add("rings");
  }

  watched(app) {
    if (document.hidden || app.channel !== this.channel) return false;
    const box = this.root.getBoundingClientRect();
    return box.left > -box.width / 2 && box.right < innerWidth + box.width / 2;
  }

  seen() {
    const app = this.apps[this.channel];
    if (app && this.watched(app)) {
      app.unread = 0;
      app.looked();
    }
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
      mark(app.tab, el("span", { className: "label" }, CHANNELS[app.channel]), app.unread);
      app.tab.prepend(icon(app.channel));
      all += app.unread;
    }
    mark(this.nameTab, el("bdi", {}, this.data.name), all);
    if (this.apps.voice.rings) this.nameTab.append(icon("voice"), el("span", { className: "unseen" }, " rings"));
    const total = [...page.phones.values()].reduce((sum, phone) => sum + Object.values(phone.apps).reduce((all, app) => all + app.unread, 0), 0);
    document.title = `${total ? `(${total}) ` : ""}Wellcheck sandbox`;
  }
}
