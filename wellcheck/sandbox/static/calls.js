// The app that rings: calls with Wellcheck, a keypad, and what was said, written out as it is spoken.

import { $, OVER, Scroll, asLength, asTime, el, icon, makeTab, page, pretty, productNow, send, toast } from "./common.js";

const KEYS = "123456789*0#";
const LETTERS_A_WORD = 7; // in scripts without spaces
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

// How a call went, as the list of calls tells it.
function outcome(call) {
  const length = call.answered_at === null ? "" : asLength((call.ended_at ?? productNow()) - call.answered_at);
  const went = {
    ringing: call.mine ? "calling…" : "rings",
    "in-progress": call.voicemail ? "voicemail has it" : "in the call",
    completed: call.voicemail ? `voicemail, ${length}` : length,
    busy: call.mine ? "not taken" : "declined",
    "no-answer": "missed",
    canceled: call.mine ? "given up" : "stopped ringing",
    failed: call.mine ? "not taken" : "could not be connected",
  }[call.status];
  return `${call.mine ? "You called Wellcheck" : "Wellcheck called"}: ${went}`;
}

// The pieces in which a sentence is written out.
function pieces(text) {
  const words = text.split(/(?<=\s)/);
  if (words.length * LETTERS_A_WORD >= text.length) return words;
  return text.match(new RegExp(`.{1,${LETTERS_A_WORD}}`, "gsu")) || [];
}

// One sentence that is spoken, written out word by word while it is heard for the first time.
class Spoken {
  constructor(node, line, fresh, grown) {
    this.node = node;
    this.grown = grown;
    this.words = pieces(line.text);
    this.shown = fresh && !STILL.matches && page.bot.talk ? 0 : this.words.length;
    this.told = line;
    this.draw();
    if (this.shown < this.words.length) this.ticking = setInterval(() => this.tick(), page.bot.talk * 1000);
  }

  tick() {
    this.shown += 1;
    this.draw();
    this.grown();
  }

  hear(line) {
    this.told = line;
    this.draw();
  }

  draw() {
    const end = this.told.cut ?? this.words.length;
    const upTo = Math.min(this.shown, end);
    if (upTo >= end) clearInterval(this.ticking);
    const cut = end < this.words.length;
    this.node.textContent = this.words.slice(0, upTo).join("").trimEnd() + (cut && upTo >= end ? "…" : "");
  }
}

export class Dialer {
  constructor(phone) {
    this.phone = phone;
    this.channel = "voice";
    this.unread = 0;
    this.calls = new Map(); // sid -> { call, node, head, lines }
    const root = this.root = $("dialer").content.firstElementChild.cloneNode(true);
    const at = (selector) => root.querySelector(selector);
    this.at = at;
    root.id = `${phone.id}-voice`;
    this.log = at(".log");
    this.scroll = new Scroll(this.log);
    this.tab = makeTab(phone, "voice", root);
    this.subtitle = at(".title small");
    this.machine = at(".machine input");
    for (const key of KEYS) {
      const node = el("button", { type: "button", className: "padkey" }, key);
      node.onclick = () => this.press(key);
      at(".pad").append(node);
    }
    at(".talk").onkeydown = (event) => {
      if (event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey || !KEYS.includes(event.key)) return;
      event.preventDefault();
      this.press(event.key);
    };
    at(".speak").onsubmit = (event) => { event.preventDefault(); this.speak(); };
    at(".dial").onclick = () => this.post("dial");
    for (const what of ["answer", "decline", "ignore"]) at(`.${what}`).onclick = () => this.post(what);
    at(".hangup").onclick = () => this.post("hang-up");
    this.machine.onchange = () => this.post("voicemail", { on: this.machine.checked });
    this.name();
  }

  name() {
    const who = this.phone.data.name;
    this.log.setAttribute("aria-label", `${who}, Phone: the calls`);
    this.at(".pad").setAttribute("aria-label", `${who}'s keypad`);
    this.at(".speak input").setAttribute("aria-label", `Say something as ${who}`);
  }

  async post(path, body) {
    try {
      return await send(`phones/${encodeURIComponent(this.phone.id)}/${path}`, body);
    } catch (trouble) {
      toast(this.at(".pop"), trouble.message);
      return null;
    }
  }

  toast(text) {
    toast(this.at(".pop"), text);
  }

  press(key) {
    const node = this.at(".pad").children[KEYS.indexOf(key)];
    node.classList.add("down");
    setTimeout(() => node.classList.remove("down"), 160);
    this.post("press", { keys: key });
  }

  async speak() {
    const input = this.at(".speak input");
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    if (!await this.post("speak", { text })) input.value = text;
  }

  focus() {
    const { now } = this;
    this.at(!now ? ".dial" : now.status === "ringing" && !now.mine ? ".answer" : now.mine ? ".hangup" : ".padkey").focus();
  }

  get writing() {
    return this.at(".speak input").value !== "";
  }

  // The call that rings or is on, if there is one.
  get now() {
    const live = [...this.calls.values()].map(({ call }) => call).filter((call) => !OVER.has(call.status) && call.status !== "queued" && !call.voicemail);
    return live.find((call) => call.status === "in-progress") || live.at(-1) || null;
  }

  get rings() {
    return this.now !== null && this.now.status === "ringing" && !this.now.mine;
  }

  clear() {
    this.calls.clear();
    this.scroll.clear();
  }

  looked() { /* nobody is told */ }

  update() {
    const { now, rings } = this;
    const had = this.root.contains(document.activeElement);
    const talks = now !== null && !rings;
    this.at(".ringing").hidden = !rings;
    this.at(".talk").hidden = !talks;
    this.at(".idle").hidden = now !== null;
    this.at(".title").hidden = now !== null;
    this.at(".pad").hidden = this.at(".speak").hidden = !(talks && now.status === "in-progress");
    this.machine.checked = this.phone.data.voicemail;
    this.at(".what").textContent = this.state(now);
    this.root.classList.toggle("live", now !== null);
    this.tick();
    if (had && document.activeElement.closest("[hidden]")) this.focus();
    if (!this.calls.size && !this.log.querySelector(".empty")) {
      this.log.append(el("p", { className: "empty" }, "No calls yet. You can call Wellcheck, and it may call you."));
    }
  }

  state(call) {
    if (!call) return "";
    if (call.status === "ringing") return "Calling…";
    const { dtmf, speech } = call.listening;
    if (!dtmf && !speech) return "Listen…";
    return dtmf && speech ? "Press a key or say something" : dtmf ? "Press a key" : "Say something";
  }

  tick() {
    const { now } = this;
    this.at(".length").textContent = now === null || now.answered_at === null ? "" : asLength(productNow() - now.answered_at);
    this.subtitle.textContent = pretty(page.bot.voice);
  }

  // Show a call as it is now. Returns true when it begins to ring.
  show(call) {
    if (call.status === "queued" && !call.mine) return false;
    const known = this.calls.get(call.sid);
    const shown = known || this.begin(call);
    const before = known?.call.status;
    shown.call = call;
    shown.head.textContent = `${outcome(call)} · ${asTime(call.at)}`;
    shown.head.classList.toggle("missed", !call.mine && ["no-answer", "canceled", "busy", "failed"].includes(call.status));
    call.lines.forEach((line, index) => this.line(shown, line, index));
    shown.note.textContent = call.note || "";
    shown.note.hidden = !call.note;
    if (this.scroll.atEnd) this.scroll.toEnd();
    this.update();
    return call.status === "ringing" && !call.mine && before !== "ringing";
  }

  begin(call) {
    this.scroll.day(call.at);
    const head = el("p", { className: "event" });
    const lines = el("div", { className: "lines" });
    const note = el("p", { className: "wrong", hidden: true });
    const node = el("div", { className: "call" }, head, lines, note);
    this.log.append(node);
    const shown = { call, node, head, lines, note, spoken: [] };
    this.calls.set(call.sid, shown);
    return shown;
  }

  line(shown, line, index) {
    let node = shown.lines.children[index];
    if (!node) {
      node = this.draw(shown, line);
      shown.lines.append(node);
    }
    shown.spoken[index]?.hear(line);
    const deaf = line.who === "phone" && shown.call.status !== "ringing" && !line.heard;
    node.querySelector(".deaf")?.remove();
    if (deaf && index < shown.call.lines.length - 1) node.append(el("p", { className: "wrong deaf" }, "not heard: nobody was listening"));
  }

  draw(shown, line) {
    const mine = line.who === "phone";
    const bubble = el("div", { className: `bubble by-${line.kind}` });
    const who = mine ? this.phone.data.name : shown.call.voicemail ? "Wellcheck, to the voicemail" : "Wellcheck";
    bubble.append(el("span", { className: "unseen" }, `${who}: ${line.kind === "key" ? "key " : ""}${line.text}`));
    const text = el("div", { className: "text", dir: "auto", lang: line.language });
    text.setAttribute("aria-hidden", "true");
    if (shown.call.voicemail) bubble.append(icon("tape"));
    bubble.append(text);
    if (line.kind === "say") {
      const fresh = page.drawn && shown.call.status === "in-progress" && !shown.call.voicemail;
      shown.spoken[shown.lines.children.length] = new Spoken(text, line, fresh, () => { if (this.scroll.atEnd) this.scroll.toEnd(); });
    } else {
      text.textContent = line.kind === "play" ? `a recording: ${line.text}` : line.kind === "speech" ? `“${line.text}”` : line.text;
    }
    return el("div", { className: `msg ${mine ? "mine" : "theirs"}${page.drawn ? " new" : ""}` }, bubble);
  }
}
