// The page of phones. The server holds all state; this shows it and passes on what is typed and tapped.

import { $, HOURS, asDay, asTime, el, memory, page, pretty, productNow, send } from "./common.js";
import { Phone } from "./phone.js";

const { phones } = page;
const NARROW = matchMedia("(max-width: 779px)");

function inWords(seconds) {
  if (seconds < 90) return `in ${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 5400) return `in ${Math.round(seconds / 60)} min`;
  if (seconds < 129600) return `in ${Math.round(seconds / 3600)} h`;
  return `in ${Math.round(seconds / 86400)} days`;
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
    phone = new Phone(data, slowDown);
    phones.set(data.id, phone);
    $("phones").append(phone.root);
    $("names").append(phone.nameTab);
    phone.marks();
  }
  return phone;
}

// ---- the clock

function tellTime() {
  const { clock } = page;
  if (!clock) return;
  const now = productNow();
  const date = new Date(now * 1000);
  $("now").textContent = date.toLocaleTimeString([], { ...HOURS, second: "2-digit" });
  $("now").dateTime = date.toISOString();
  $("today").textContent = asDay(now);
  for (const phone of phones.values()) {
    phone.at(".status .clock").textContent = asTime(now);
    phone.apps.voice.tick();
  }
  const due = clock.next_due;
  $("jump").disabled = due === null;
  $("due").textContent = due === null ? "Nothing is due yet"
    : due <= now ? "Due now"
    : `${asDay(due) === asDay(now) ? "" : `${asDay(due)}, `}${asTime(due)} · ${inWords(due - now)}`;
  $("jump").setAttribute("aria-label", `Jump to the next thing that is due. ${$("due").textContent}`);
}

function setClock(told) {
  const clock = page.clock = told && { ...told, since: performance.now() };
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

// A phone rings for half a minute of the product's time: at 60× nobody could pick it up.
function slowDown(phone) {
  if (!page.clock || page.clock.speed === 1) return;
  wind({ speed: 1 });
  phone.apps[phone.channel].toast("Time runs at 1× again, so that you can answer");
}

for (const button of document.querySelectorAll("[data-speed]")) {
  button.onclick = () => wind({ speed: Number(button.dataset.speed) });
}
$("jump").onclick = () => wind({ jump: "next" });
setInterval(() => {
  if (!page.clock) for (const phone of phones.values()) phone.at(".status .clock").textContent = asTime(Date.now() / 1000);
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
    const item = el("li", { className: fresh ? "fresh" : "" }, head, el("p", { className: "what", dir: "auto" }, what));
    if (why) item.append(el("p", { className: "why", dir: "auto" }, why));
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
      if (ada.channel === "voice") ada.open("telegram");
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
    run: () => { const bob = phones.get("bob"); bob.bring(); bob.apps[bob.channel].focus(); },
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
    text: "Bob can take it over on his phone, and Ada can still say that she is all right: then everyone is told. Try 60×, switch a phone off, call Wellcheck, or answer in Spanish.",
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
  $("guide-act").hidden = at === 3 && !page.clock;
  $("guide-act").onclick = step.run;
}
$("guide-close").onclick = closeGuide;

// ---- what the server tells

const heard = {
  state(state) {
    page.drawn = false;
    page.bot = state.bot;
    for (const [id, phone] of phones) if (!state.phones.some((data) => data.id === id)) phone.leave();
    for (const data of state.phones) {
      const phone = phoneOf(data);
      phone.empty();
      for (const message of data.messages) phone.take(message);
      for (const call of data.calls) phone.takeCall(call);
      for (const app of Object.values(phone.apps)) app.update();
    }
    $("line-list").replaceChildren();
    linesShown.clear();
    addLines(state.live, false);
    setClock(state.clock);
    page.drawn = true;
    for (const phone of phones.values()) phone.seen();
    if (NARROW.matches) spy();
  },
  phone: phoneOf,
  message: (message) => phones.get(message.phone)?.take(message),
  call: (call) => phones.get(call.phone)?.takeCall(call),
  gone: ({ phone, id }) => { phones.get(phone)?.messages.delete(id); phones.get(phone)?.apps.telegram.gone(id); },
  typing: ({ phone }) => phones.get(phone)?.apps.telegram.typing(),
  answered: (answer) => phones.get(answer.phone)?.apps.telegram.answered(answer),
  bot: (told) => { page.bot = { ...page.bot, ...told }; for (const phone of phones.values()) phone.apps.telegram.update(); },
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
