// One conversation: asking, streaming, stopping, trying again, and finding it again after a reload.
import { actions, cards, choices, said } from "./cards.js";
import { memory, newThread, results, tab } from "./store.js";
import { ask as post, call, follow as resume, json, online, pause, Refused, talk } from "./stream.js";
import { button, make, render } from "./text.js";
import { language, words } from "./words.js";

const STOP_PATIENCE_MS = 1500;
const AGAIN = 3; // tries after the first
const LONGEST_S = 30; // a longer wait is left to the traveller
const WAITS = { thread_busy: 2, overloaded: 3, closing: 3, rate_limited: 3, http_502: 3, http_503: 3 };
const NAME_WORDS = 2; // a message as short as this may be a bare name in any script
const SECOND_MS = 1000;
const path = (id) => `threads/${encodeURIComponent(id)}`;

/** `parts`: {log, welcome, notice, busy(running), locate(), key(refused), changed(), wishes()}. */
export class Chat {
  #parts;
  #turn = null; // the running turn: {abort, stopped}
  #follow = true;

  constructor(parts) {
    this.#parts = parts;
    this.thread = tab.get("thread") ?? memory.get("thread");
  }

  get running() {
    return Boolean(this.#turn);
  }

  #adopt(id) {
    this.thread = id;
    for (const kept of [tab, memory]) kept.set("thread", id);
  }

  // The log

  /** Down with the answer, but never so far that its question leaves the screen. */
  toEnd() {
    if (!this.#follow) return;
    const root = document.scrollingElement;
    const question = [...this.#parts.log.querySelectorAll(".user")].at(-1);
    const top = question ? question.offsetTop - document.querySelector(".bar").offsetHeight - 16 : root.scrollHeight;
    root.scrollTop = Math.min(root.scrollHeight, top);
  }

  scrolled(atEnd) {
    this.#follow = atEnd;
  }

  #bubble(role, text) {
    this.#parts.welcome.hidden = true;
    const body = make("div", { class: "text" });
    body.append(render(text));
    const element = make("article", { class: `turn ${role}` }, make("h2", { class: "unseen", text: role === "user" ? words().you : words().guide }), body);
    this.#parts.log.append(element);
    return { element, body };
  }

  #note(parent, text, again) {
    const line = make("p", { class: "note", text });
    if (again) {
      line.append(" ", button(words().retry, () => {
        if (this.running) return;
        parent.remove();
        this.#answer(again);
      }));
    }
    parent.append(line);
  }

  // One turn

  ask(question) {
    const text = question.trim();
    if (!text || this.running) return false;
    this.#follow = true;
    this.#bubble("user", text);
    if (!this.thread) this.#adopt(newThread());
    this.#answer(text);
    return true;
  }

  /** One answer, asked for now, or (`resumed`) the one that was running when the page was left. */
  async #answer(question, resumed = false) {
    const mine = { abort: new AbortController(), stopped: false, thread: this.thread };
    this.#turn = mine;
    this.#parts.busy(true);
    const view = this.#bubble("guide", "");
    const status = make("p", { class: "status", text: words().thinking });
    view.element.insertBefore(status, view.body);
    view.element.classList.add("live");
    const heard = { text: "", result: null, decision: null, failure: null, missed: false, begun: false };
    this.toEnd();
    await this.#listen(mine, view, status, heard, question, resumed);
    status.remove();
    view.element.classList.remove("live");
    if (this.#turn !== mine) return; // another conversation stands there by now
    this.#turn = null;
    this.#parts.busy(false);
    if (!heard.missed) this.#finish(view, heard, mine.stopped, question);
    if (heard.missed) await this.recall();
    this.toEnd();
    this.#parts.changed();
  }

  /** Hears the answer out; waits and asks again where that is right. What failed for good is in `heard`. */
  async #listen(mine, view, status, heard, question, resumed) {
    const { signal } = mine.abort;
    const draw = () => {
      if (this.#turn !== mine || heard.result) return;
      heard.drawn = false;
      view.body.replaceChildren(render(heard.text));
      this.toEnd();
    };
    let begin = () => (resumed ? resume(mine.thread, "", signal) : post(this.#body(question), signal));
    for (let tries = 0; ; tries++) {
      try {
        for await (const { event, data } of talk(begin, mine.thread, signal, () => (status.textContent = words().offline))) {
          heard.begun = true;
          if (event === "route") heard.decision = data;
          else if (event === "status") status.textContent = data.text ?? words().thinking;
          else if (event === "token") {
            heard.text += data.delta ?? "";
            if (!heard.drawn) requestAnimationFrame(draw);
            heard.drawn = true;
          } else if (event === "result") heard.result = data;
          else if (event === "gap") heard.missed = Boolean(data.answered);
          else if (event === "error") heard.failure = new Refused(data.code ?? "", data.message ?? "");
        }
        if (resumed && !heard.begun) heard.missed = true;
        return;
      } catch (error) {
        if (error.name === "AbortError") return;
        const failure = error instanceof Refused ? error : new Refused("failed", "");
        try {
          const how = await this.#again(failure, tries, mine, status, question, heard.begun);
          if (how === "kept") heard.missed = true;
          if (how === "no") heard.failure = failure;
          if (how === "kept" || how === "no") return;
          if (how === "running") begin = () => resume(mine.thread, "", signal);
          status.textContent = words().thinking;
        } catch {
          return; // left while waiting
        }
      }
    }
  }

  /** After a refusal: "ask", "running" or "kept" (it had arrived after all), or "no". Throws when left. */
  async #again(failure, tries, mine, status, question, begun) {
    const { signal } = mine.abort;
    if (failure.status === 401) return (await this.#parts.key(failure)) ? "ask" : "no";
    if (tries >= AGAIN || begun) return "no";
    if (failure.code === "network") {
      status.textContent = words().offline;
      await online(signal);
      await pause(SECOND_MS * (tries + 1), signal);
      return this.#arrived(question);
    }
    const wait = failure.wait || WAITS[failure.code] || 0;
    if (!(failure.code in WAITS) || wait > LONGEST_S) return "no";
    for (let left = Math.max(1, wait); left > 0; left--) {
      status.textContent = `${words()[failure.code] ?? words().overloaded} ${words().again(left)}`;
      await pause(SECOND_MS, signal);
    }
    return "ask";
  }

  /** What became of a message whose answer never began: the line may have broken on the way there or back. */
  async #arrived(question) {
    try {
      const { messages } = await json(path(this.thread));
      const asked = messages.filter((one) => one.role === "user");
      const here = this.#parts.log.querySelectorAll(".user").length;
      if (asked.length < here || asked.at(-1)?.content !== question) return "ask";
      return messages.at(-1).role === "user" ? "running" : "kept";
    } catch {
      return "ask"; // not there, or still no line
    }
  }

  #body(question) {
    const bare = question.split(/\s+/).length <= NAME_WORDS;
    return { message: question, thread_id: this.thread, ...(bare && { language: language() }), ...this.#parts.wishes() };
  }

  #finish(view, heard, stopped, question) {
    const { result, decision, failure } = heard;
    if (result) results.keep(result, decision);
    this.#fill(view, result?.answer ?? heard.text, result, decision);
    if (result?.degraded && !failure) this.#note(view.element, words().degraded);
    if (stopped || result?.stopped) this.#note(view.element, words().stopped, question);
    else if (failure) this.#note(view.element, explain(failure), question);
    else if (!result) this.#note(view.element, words().cut, question);
  }

  /** The answer's words, cards, choices and buttons. */
  #fill(view, text, result, decision) {
    view.body.replaceChildren(render(result ? said(text, result) : text, result?.sources));
    if (!text) return view.body.remove();
    view.element.append(...cards(result ?? {}, (next) => this.ask(next)));
    view.element.append(actions(text, result?.turn_id));
    const offered = decision ? choices(decision, (next) => this.ask(next), this.#parts.locate) : null;
    if (offered) view.element.append(offered);
  }

  async stop() {
    const mine = this.#turn;
    if (!mine || mine.stopped) return;
    mine.stopped = true;
    // The service ends the stream by itself when it could be asked; leaving stops the model in any case.
    const patience = setTimeout(() => mine.abort.abort(), STOP_PATIENCE_MS);
    mine.abort.signal.addEventListener("abort", () => clearTimeout(patience));
    await json(`${path(mine.thread)}/stop`, { method: "POST" })
      .then(({ stopped }) => stopped || mine.abort.abort())
      .catch(() => mine.abort.abort());
  }

  // The conversation

  /** Leaves the running answer to the service and shows nothing. */
  #leave() {
    const left = this.#turn;
    this.#turn = null;
    left?.abort.abort();
    this.#parts.busy(false);
    this.#parts.log.replaceChildren();
    this.#parts.notice("");
  }

  fresh() {
    this.#leave();
    this.#adopt(null);
    this.#parts.welcome.hidden = false;
  }

  async open(thread) {
    this.#leave();
    this.#adopt(thread);
    await this.recall();
  }

  /** The thread as the service holds it; an answer that still runs goes on. */
  async recall() {
    if (!this.thread) return;
    try {
      const { messages } = await (await call(path(this.thread))).json();
      this.#parts.log.replaceChildren();
      this.#follow = true;
      messages.forEach((one, at) => this.#retell(one, messages[at - 1], one === messages.at(-1)));
      this.toEnd();
    } catch (failure) {
      if (failure.status === 404) this.fresh();
      else if (failure.status === 401 && (await this.#parts.key(failure))) await this.recall();
      else this.#parts.notice(explain(failure instanceof Refused ? failure : new Refused("failed", "")));
    }
  }

  #retell(one, before, latest) {
    const view = this.#bubble(one.role === "user" ? "user" : "guide", one.content);
    if (one.role === "user") {
      if (latest) this.#answer(one.content, true);
      return;
    }
    const { result, decision } = results.of(one.turn_id);
    this.#fill(view, one.content, { turn_id: one.turn_id, ...result }, latest ? decision : null);
    if (one.degraded) this.#note(view.element, words().degraded);
    if (one.stopped) this.#note(view.element, words().stopped, latest ? before?.content : null);
  }
}

/** A failure in the traveller's language. */
export function explain(failure) {
  if (failure.status === 401) return words().keyTitle;
  const known = words()[failure.code];
  if (typeof known === "string") return known;
  return (language() === "ko" && failure.message) || words()[failure.status === 429 ? "rate_limited" : failure.status === 503 ? "overloaded" : "failed"];
}
