// What every part of the page uses: the state that the server told, and small helpers.

export const $ = (id) => document.getElementById(id);

export const CHANNELS = { telegram: "Telegram", sms: "SMS", whatsapp: "WhatsApp", voice: "Phone", email: "Mail" };
export const BY = { telegram: "Telegram", sms: "text message", whatsapp: "WhatsApp", email: "e-mail" };
export const WAITING = new Set(["accepted", "queued", "sent"]);
export const OVER = new Set(["completed", "busy", "no-answer", "failed", "canceled"]);

// `phones`: id -> Phone, in the order of the page. `drawn`: once the first state is shown, what comes is new.
// `clock`: { now, speed, next_due, since }, `since` being this page's clock when it was told.
export const page = {
  phones: new Map(),
  bot: { username: "", number: "", whatsapp: "", voice: "", mail: "", talk: 0, commands: {}, texts: {} },
  clock: null,
  drawn: false,
};

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

export function picture(viewBox, paths, props = {}) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox, "aria-hidden": "true", ...props })) {
    if (value !== null) svg.setAttribute(key, value);
  }
  for (const d of paths) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

const ICONS = {
  telegram: "M21 4 3 11l5.5 2L11 20l3-4 5 3.5zM8.5 13 17 7.5 11 14",
  sms: "M4 5h16v11H10l-5 4v-4H4z",
  whatsapp: "M4 20l1.2-4A8 8 0 1 1 8.4 19zM9 9c.5 3 3 5.5 6 6l1-1.8-2-1-1 .9c-1-.4-1.7-1.1-2.1-2.1l.9-1-1-2z",
  voice: "M5 4h4l1.5 5-2.3 1.6a12 12 0 0 0 5.2 5.2L15 13.5l5 1.5v4c0 .6-.4 1-1 1A15 15 0 0 1 4 5c0-.6.4-1 1-1z",
  email: "M3 5.5h18v13H3zM3.5 6.5 12 13l8.5-6.5",
  place: "M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11zM12 12a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  photo: "M4 6h16v13H4zM4 16l4.5-4.5 3.5 3.5 3-3 5 5M15.5 10.2h.1",
  note: "M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
  document: "M6 3h8l4 4v14H6zM14 3v4h4",
  tape: "M6.5 16a4 4 0 1 1 0-8 4 4 0 0 1 0 8zM17.5 16a4 4 0 1 1 0-8 4 4 0 0 1 0 8zM6.5 16h11",
};

export const icon = (name) => picture("0 0 24 24", [ICONS[name]], { class: "icon" });

export async function send(path, body = {}) {
  const answer = await fetch(`/sandbox/api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(data.error || "The sandbox did not understand.");
  return data;
}

export const memory = {
  get: (key) => { try { return localStorage.getItem(`wellcheck.${key}`); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(`wellcheck.${key}`, value); } catch { /* private window */ } },
};

export const HOURS = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
export const asTime = (seconds) => new Date(seconds * 1000).toLocaleTimeString([], HOURS);
export const asDay = (seconds) => new Date(seconds * 1000).toLocaleDateString([], { weekday: "short", day: "numeric", month: "short" });
export const asLength = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.max(0, Math.floor(seconds % 60))).padStart(2, "0")}`;
export const pretty = (number) => number.replace(/^(\+44)(7\d{3})(\d{6})$/, "$1 $2 $3");

export function productNow() {
  const { clock } = page;
  return clock ? clock.now + (performance.now() - clock.since) / 1000 * clock.speed : Date.now() / 1000;
}

// A log that keeps its end in sight, with a line for each day.
export class Scroll {
  constructor(log) {
    this.log = log;
    this.atEnd = true;
    this.lastDay = "";
    log.onscroll = () => { this.atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 120; };
    new ResizeObserver(() => { if (this.atEnd) this.toEnd(); }).observe(log);
  }

  toEnd() {
    this.atEnd = true;
    requestAnimationFrame(() => { this.log.scrollTop = this.log.scrollHeight; });
  }

  day(at) {
    this.log.querySelector(".empty")?.remove();
    const day = asDay(at);
    if (day === this.lastDay) return;
    this.lastDay = day;
    this.log.append(el("p", { className: "dayline" }, day));
  }

  clear() {
    this.lastDay = "";
    this.log.replaceChildren();
  }
}

// The tab that opens an app, and the panel it belongs to.
export function makeTab(phone, channel, root) {
  const tab = el("button", { type: "button", id: `${root.id}-tab` });
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", root.id);
  root.setAttribute("aria-labelledby", tab.id);
  tab.onclick = () => phone.open(channel);
  return tab;
}

export function toast(node, text) {
  node.textContent = text;
  clearTimeout(node.popping);
  node.popping = setTimeout(() => { node.textContent = ""; }, 4500);
}
