// The app that only reads: mails from Wellcheck, the newest one open. Their buttons open pages, as anywhere.

import { Chat } from "./chat.js";
import { asTime, el, page } from "./common.js";

export class Mail extends Chat {
  update() {
    this.subtitle.textContent = this.phone.data.email;
    this.form.hidden = this.start.hidden = this.keys.hidden = true;
    if (!this.log.querySelector(".msg, .event")) this.showEmpty();
  }

  showEmpty() {
    if (this.log.querySelector(".empty")) return;
    this.log.append(el("p", { className: "empty" }, `No mail yet. It would come from ${page.bot.mail}, to ${this.phone.data.email}.`));
  }

  focus() {
    this.log.focus();
  }

  show(message) {
    const isNew = super.show(message);
    const node = this.nodes.get(message.id);
    if (isNew) {
      for (const other of this.nodes.values()) if (other !== node && !other.contains(document.activeElement)) other.open = false;
    }
    return isNew;
  }

  draw(message) {
    const { subject, small, links } = message.content.mail;
    const words = el("div", { className: "text", dir: "auto" });
    this.writes(words, message.text);
    const node = el("details", { className: "msg mail theirs", open: true },
      el("summary", {}, el("b", { dir: "auto" }, subject), el("time", {}, asTime(message.at))), words);
    node.dataset.id = message.id;
    if (message.buttons.length) node.append(this.buttons(message));
    node.append(this.print(small, links));
    return node;
  }

  // Small print, whose labelled words lead somewhere.
  print(small, links) {
    const line = el("p", { className: "small", dir: "auto" });
    let rest = small;
    for (const [label, url] of links) {
      const [before, ...after] = rest.split(label);
      line.append(before, el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label));
      rest = after.join(label);
    }
    line.append(rest);
    return line;
  }
}
