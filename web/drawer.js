// The drawer: past conversations, and what can be set. Beside the conversation where there is room.
import { explain } from "./chat.js";
import { memory, results } from "./store.js";
import { json, show } from "./stream.js";
import { button, icon, make } from "./text.js";
import { language, words } from "./words.js";

const PAGE = 20;
const PEN = ["M4 20h4L19 9l-4-4L4 16z"];
const BIN = ["M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"];
const CURRENCIES = ["USD", "EUR", "JPY", "CNY", "TWD", "HKD", "GBP", "AUD", "SGD", "THB", "VND"];
const path = (id) => `threads/${encodeURIComponent(id)}`;

/** `chat`: the conversation; `notice(text)` tells; `key(refused)` asks for a key. */
export class Drawer {
  constructor(chat, notice, key) {
    [this.chat, this.notice, this.key] = [chat, notice, key];
    this.box = document.getElementById("drawer");
    this.list = document.getElementById("threads");
    this.more = document.getElementById("more");
    this.wide = matchMedia("(min-width: 68rem)");
    this.wide.addEventListener("change", () => this.#place());
    this.box.addEventListener("click", (event) => event.target === this.box && this.close());
    this.box.addEventListener("close", () => this.wide.matches && this.#beside());
    this.more.addEventListener("click", () => this.fill(this.cursor));
    this.#place();
  }

  #place() {
    if (this.box.open) this.box.close();
    if (this.wide.matches) this.#beside();
  }

  /** Open for good, without taking the focus, as a dialog would. */
  #beside() {
    this.box.show();
    if (this.box.contains(document.activeElement)) document.activeElement.blur();
  }

  open() {
    if (!this.box.open) this.box.showModal();
    this.fill();
  }

  close() {
    if (!this.wide.matches) this.box.close();
  }

  /** Shows the list anew where it can be seen, and nobody is writing in it. */
  refresh() {
    if (this.box.open && !this.list.querySelector(".edit")) this.fill();
  }

  /** From `cursor` on, or anew; the focus then goes to the thread `focus`, or the first one. */
  async fill(cursor = "", focus = null) {
    const asked = (this.asked = (this.asked ?? 0) + 1);
    try {
      const { items, next } = await json(`threads?limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      if (asked !== this.asked) return; // asked again meanwhile
      this.cursor = next;
      this.more.hidden = !next;
      const made = items.map((one) => this.#row(one));
      if (cursor) this.list.append(...made);
      else this.list.replaceChildren(...(made.length ? made : [make("li", { class: "small", text: words().nothing })]));
      const rows = this.list.querySelectorAll(".thread");
      if (focus) (rows[items.findIndex((one) => one.thread_id === focus)] ?? rows[0] ?? document.getElementById("anew")).focus();
    } catch (failure) {
      // A key is asked for where something is asked, not for a look at the list.
      if (failure.status !== 401 && failure.code !== "network") this.notice(explain(failure));
    }
  }

  #row(thread) {
    const say = words();
    const when = new Intl.DateTimeFormat(language(), { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" }).format(new Date(thread.updated_at));
    const open = make("button", { type: "button", class: "thread", "aria-current": thread.thread_id === this.chat.thread ? "true" : null },
      make("span", { text: thread.title || say.untitled }), make("small", { text: when }));
    open.addEventListener("click", () => {
      this.chat.open(thread.thread_id).then(() => this.box.open && this.fill());
      this.close();
    });
    const row = make("li", {}, open);
    row.append(
      button(`${say.rename}: ${thread.title}`, () => this.#rename(row, thread), { class: "icon tool", drawing: icon(...PEN) }),
      button(`${say.remove}: ${thread.title}`, () => this.#remove(row, thread), { class: "icon tool", drawing: icon(...BIN) }));
    return row;
  }

  #rename(row, thread) {
    const say = words();
    const field = make("input", { type: "text", value: thread.title, maxlength: 200, "aria-label": say.thread });
    const form = make("form", { class: "edit" }, field, make("button", { type: "submit", class: "chip", text: say.save }), button(say.cancel, () => this.fill("", thread.thread_id)));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const title = field.value.trim();
      if (title) await this.#does(() => json(path(thread.thread_id), { method: "PATCH", body: { title } }), say.renamed, thread);
    });
    field.addEventListener("keydown", (event) => {
      // Enter belongs to the input method while it composes.
      if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
    });
    row.replaceChildren(form);
    field.select();
  }

  #remove(row, thread) {
    const say = words();
    const erase = async () => {
      await json(path(thread.thread_id), { method: "DELETE" });
      results.forget(thread.thread_id);
      if (thread.thread_id === this.chat.thread) this.chat.fresh();
    };
    const yes = button(say.remove, () => this.#does(erase, say.removed, thread), { class: "chip danger" });
    row.replaceChildren(make("div", { class: "edit" }, make("span", { text: say.sure }), yes, button(say.cancel, () => this.fill("", thread.thread_id))));
    yes.focus();
  }

  async #does(act, told, thread) {
    try {
      await act();
      this.notice(told);
    } catch (failure) {
      this.notice(explain(failure));
    }
    await this.fill("", thread.thread_id);
  }
}

/** The settings at the drawer's foot; `speak(code)` changes the language. */
export function settings(speak, notice) {
  const find = (id) => document.getElementById(id);
  const [currency, theme, forget] = ["currency", "theme", "forget"].map(find);
  const dress = (value) => {
    if (value) document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
  };
  const fill = () => {
    const names = new Intl.DisplayNames([language()], { type: "currency" });
    currency.replaceChildren(make("option", { value: "", text: words().auto }), ...CURRENCIES.map((code) => make("option", { value: code, text: `${code} · ${names.of(code)}` })));
    currency.value = memory.get("currency") ?? "";
    theme.replaceChildren(...[["", "auto"], ["light", "light"], ["dark", "dark"]].map(([value, word]) => make("option", { value, text: words()[word] })));
    theme.value = memory.get("theme") ?? "";
    forget.hidden = !memory.get("key");
  };
  currency.addEventListener("change", () => memory.set("currency", currency.value));
  theme.addEventListener("change", () => {
    memory.set("theme", theme.value);
    dress(theme.value);
  });
  forget.addEventListener("click", () => {
    memory.set("key", null);
    show("");
    forget.hidden = true;
    notice(words().keyGone);
  });
  find("language").addEventListener("change", ({ target }) => {
    memory.set("language", target.value);
    speak(target.value);
  });
  dress(memory.get("theme"));
  return fill;
}
