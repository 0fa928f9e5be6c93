// One app on one phone that writes: a conversation with Wellcheck by Telegram, text message or WhatsApp.

import { $, BY, CHANNELS, Scroll, WAITING, asTime, el, icon, makeTab, page, picture, pretty, productNow, send, toast } from "./common.js";

const LINK = /(https?:\/\/[^\s<>"]+|tg:\/\/[^\s<>"]+|\bt\.me\/[^\s<>"]+)/g;
const COMMAND = /(^|\s)(\/[a-z0-9_]{1,32})\b/g;
const LOST = new Set(["undelivered", "failed"]);
const LIVE = 900; // seconds for which a place is shared live
const STEP = 0.0009; // about 100 m, in degrees of latitude

export class Chat {
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
    this.scroll = new Scroll(this.log);
    this.pop = at(".pop");
    this.keys = at(".keys");
    this.form = at(".write");
    this.start = at(".start");
    this.input = at("textarea");
    this.subtitle = at(".title small");
    this.list = at(".add .list");
    this.tab = makeTab(phone, channel, root);
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
    this.input.setAttribute("aria-label", `Write as ${who} by ${BY[this.channel]}`);
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
    toast(this.pop, text);
  }

  focus() {
    this.input.focus();
  }

  get writing() {
    return this.input.value !== "";
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
    this.subtitle.textContent = !telegram ? pretty(this.channel === "sms" ? page.bot.number : page.bot.whatsapp)
      : data.blocked ? "blocked by you" : this.isTyping ? "is typing…" : "bot";
    const begin = telegram && !data.started;
    const absent = this.channel === "whatsapp" && !data.whatsapp;
    this.start.hidden = !begin;
    this.form.hidden = begin || absent;
    if (this.begins && !begin) { this.begins = false; this.input.focus(); }
    this.start.querySelector(".about").textContent = this.description();
    this.drawKeys(telegram ? data.keyboard : []);
    if (absent) this.subtitle.textContent = "not on this phone";
    if (!this.log.querySelector(".msg, .event")) this.showEmpty();
  }

  description() {
    const language = this.phone.data.language;
    return page.bot.texts[`description:${language}`] || page.bot.texts["description:"]
      || "I ask whether you are all right, and tell somebody if you do not answer.";
  }

  showEmpty() {
    if (this.log.querySelector(".empty")) return;
    const text = {
      telegram: "No messages here yet. In Telegram a bot may only write to those who have said hello first.",
      sms: `No messages yet. Text messages from Wellcheck come from ${pretty(page.bot.number)}.`,
      whatsapp: "No messages yet. In WhatsApp, Wellcheck may write freely for 24 hours after you wrote.",
    }[this.channel];
    this.log.append(el("p", { className: "empty" }, text));
  }

  drawKeys(rows) {
    const shape = JSON.stringify(rows);
    if (shape === this.keyShape) return;
    this.keyShape = shape;
    this.keys.hidden = !rows.length;
    this.keys.replaceChildren(...rows.map((row) => el("div", { className: "row" }, ...row.map((button) => {
      const key = el("button", { type: "button", className: "key", dir: "auto" }, button.text);
      key.onclick = async () => { await this.post("tap", { message_id: null, button: button.text }); this.input.focus(); };
      return key;
    }))));
    this.scroll.toEnd();
  }

  fillMenu() {
    const items = [];
    const add = (label, small, act, drawing) => {
      const item = el("button", { type: "button", dir: "auto" }, ...(drawing ? [icon(drawing)] : []), label);
      if (small) item.append(el("small", {}, small));
      item.onclick = () => { this.list.parentElement.open = false; act(); };
      items.push(item);
    };
    const others = [...page.phones.values()].filter((other) => other !== this.phone);
    const { channel } = this;
    if (channel !== "sms") add("Send my location", this.place(), () => this.post("share-location", { channel }), "place");
    if (channel === "telegram") this.addLive(add);
    add("Send a photo", "", () => this.post("send-media", { channel, kind: "photo" }), "photo");
    if (channel !== "sms") add("Send a voice note", "", () => this.post("send-media", { channel, kind: "voice" }), "note");
    items.push(el("hr"));
    for (const other of others) {
      add(`Type ${other.data.name}'s number`, pretty(other.data.number), () => this.type(other.data.number));
    }
    if (page.bot.mail) for (const other of others) add(`Type ${other.data.name}'s e-mail address`, other.data.email, () => this.type(other.data.email));
    if (channel === "telegram") {
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

  type(words) {
    this.input.value = `${this.input.value}${this.input.value ? " " : ""}${words}`;
    this.input.focus();
  }

  place() {
    const { latitude, longitude } = this.phone.data;
    return `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  }

  // A place that is shared live goes where the phone goes.
  addLive(add) {
    const live = [...this.phone.messages.values()].some(({ mine, at, content }) => mine && at + (content.location?.live_period || 0) > productNow());
    if (!live) {
      add("Share my location for 15 minutes", "", () => this.post("share-location", { channel: "telegram", live: LIVE }), "place");
      return;
    }
    const { latitude, longitude } = this.phone.data;
    add("Walk 100 metres north", "the live location follows", () => this.post("move", { latitude: latitude + STEP, longitude }), "place");
  }

  commands() {
    const { language, telegram_id: id } = this.phone.data;
    const scopes = [`chat:${id}:`, "all_private_chats::", "default::"];
    for (const scope of scopes) {
      const found = page.bot.commands[scope + language] || page.bot.commands[scope];
      if (found?.length) return found;
    }
    return [];
  }

  // ---- messages

  hides(message) {
    return !message.mine && (WAITING.has(message.status) || message.status === "canceled");
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
    this.scroll.day(message.at);
    if (page.drawn) node.classList.add("new");
    this.log.append(node);
    this.nodes.set(message.id, node);
    if (this.scroll.atEnd || message.mine) this.scroll.toEnd();
    return !message.mine && !LOST.has(message.status);
  }

  clear() {
    this.nodes.clear();
    this.scroll.clear();
  }

  // What is looked at in WhatsApp is read, and whoever wrote it is told.
  looked() {
    if (this.channel !== "whatsapp" || !page.drawn) return;
    const fresh = [...this.phone.messages.values()].some(({ channel, mine, status }) => channel === "whatsapp" && !mine && status === "delivered");
    if (fresh) this.post("read", {});
  }

  gone(id) {
    this.nodes.get(id)?.remove();
    this.nodes.delete(id);
    this.update();
  }

  draw(message) {
    if (LOST.has(message.status) && !message.mine) {
      return el("p", { className: "event" }, `A message did not arrive: ${message.note || "undelivered"}${message.code ? ` (${message.code})` : ""}`);
    }
    const bubble = el("div", { className: "bubble" });
    bubble.append(el("span", { className: "unseen" }, message.mine ? `${this.phone.data.name}: ` : "Wellcheck: "));
    this.fill(bubble, message);
    const meta = el("span", { className: "meta" }, message.edited ? "edited " : "", asTime(message.at));
    if (message.mine && message.status !== "failed") meta.append(ticks(message.status === "delivered"));
    bubble.lastChild.append(meta);
    const node = el("div", { className: `msg ${message.mine ? "mine" : "theirs"}` }, bubble);
    node.dataset.id = message.id;
    if (message.buttons.length) node.append(this.buttons(message));
    if (message.mine && message.status === "failed") node.append(el("p", { className: "wrong" }, message.note || "Not delivered"));
    else if (message.note && !message.mine) node.append(el("p", { className: "event" }, message.note));
    return node;
  }

  /* What came with a message: a picture with the words under it as its description, or a document to be opened. */
  file(bubble, id, { kind, name }, text) {
    const href = `/sandbox/api/phones/${this.phone.data.id}/files/${id}`;
    const link = el("a", { href, target: "_blank", rel: "noopener" });
    if (kind === "photo") {
      link.className = "picture";
      link.append(el("img", { src: href, alt: text, loading: "lazy" }));
    } else {
      link.className = "card";
      link.download = name;
      link.append(el("i", {}, icon("document")), el("span", {}, name));
    }
    bubble.append(link);
  }

  fill(bubble, { id, text, content, mine, at }) {
    if (content.contact) {
      const { name, number } = content.contact;
      bubble.append(el("div", { className: "card" }, el("i", {}, name.slice(0, 1)), el("span", { dir: "auto" }, name, el("small", {}, pretty(number)))));
    }
    if (content.location) {
      const { latitude, longitude, live_period: live } = content.location;
      const where = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
      const label = !live ? "Location" : at + live > productNow() ? "Live location" : "Live location, ended";
      bubble.append(el("div", { className: "card" }, el("i", {}, icon("place")), el("span", {}, label, el("small", {}, where))));
    }
    if (content.file?.size) this.file(bubble, id, content.file, text);
    else if (content.file) {
      const { kind, name } = content.file;
      const [drawing, label] = { photo: ["photo", "Photo"], voice: ["note", "Voice note"] }[kind] || ["document", name];
      bubble.append(el("div", { className: "card" }, el("i", {}, icon(drawing)), el("span", {}, mine ? label : name)));
    }
    const words = el("div", { className: "text", dir: "auto" });
    this.writes(words, text, mine);
    bubble.append(words);
  }

  // Words with links that can be followed, and in Telegram with commands that can be tapped.
  writes(node, text, mine = false) {
    text.split(LINK).forEach((part, index) => {
      if (index % 2) node.append(this.link(part));
      else if (this.channel === "telegram" && !mine) this.words(node, part);
      else node.append(part);
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
      const key = el("button", { type: "button", className: "key", dir: "auto" }, button.text);
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
  const paths = both ? ["M1 5.5 4 8.5 10 1.5", "M7 7.4 8.1 8.5 15 1.5"] : ["M1 5.5 4 8.5 10 1.5"];
  const label = both ? "Wellcheck has it" : "on its way";
  return picture("0 0 17 10", paths, { class: "ticks", role: "img", "aria-label": label, "aria-hidden": null });
}
