// The chat page: one conversation at a time, streamed, kept on the service and found again by its id.
import { cards } from "./cards.js";
import { ask as post, call, follow as resume, Refused, talk } from "./stream.js";
import { make, render } from "./text.js";
import { choose, preferred, words } from "./words.js";

const STOP_PATIENCE_MS = 1500;
const NEAR_BOTTOM_PX = 120;
const HEADER_PX = 76;
const find = (id) => document.getElementById(id);
const [log, form, message, send, welcome, notice, latest, place] = ["log", "form", "message", "send", "welcome", "notice", "latest", "place"].map(find);

/** localStorage may be forbidden; the page then forgets on reload, nothing more. */
const memory = {
  get(key) {
    try {
      return localStorage.getItem(`guide.${key}`);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value) localStorage.setItem(`guide.${key}`, value);
      else localStorage.removeItem(`guide.${key}`);
    } catch {
      // Private windows.
    }
  },
};

let thread = memory.get("thread");
let spot = null;
let turn = null; // the running turn: {abort, stopped}

function adopt(id) {
  if (!id || id === thread) return;
  thread = id;
  memory.set("thread", id);
}

// The log

let follow = true;

function scrolled() {
  const root = document.scrollingElement;
  follow = root.scrollHeight - root.scrollTop - root.clientHeight < NEAR_BOTTOM_PX;
  latest.hidden = follow;
}

/** Down with the answer, but never so far that its question leaves the screen. */
function toEnd() {
  if (!follow) return;
  const root = document.scrollingElement;
  const question = [...log.querySelectorAll(".user")].at(-1);
  root.scrollTop = question ? Math.min(root.scrollHeight, question.offsetTop - HEADER_PX) : root.scrollHeight;
}

function bubble(role, text) {
  welcome.hidden = true;
  const body = make("div", { class: "text" });
  body.append(render(text));
  const element = make("article", { class: `turn ${role}` }, make("h2", { class: "unseen", text: role === "user" ? words().you : words().guide }), body);
  log.append(element);
  return { element, body };
}

function note(parent, text, again) {
  const line = make("p", { class: "note", text });
  if (again) {
    const button = make("button", { type: "button", class: "chip", text: words().retry });
    button.addEventListener("click", () => {
      if (turn) return;
      line.remove();
      answer(again);
    });
    line.append(" ", button);
  }
  parent.append(line);
}

function copier(text) {
  const button = make("button", { type: "button", class: "chip copy", text: words().copy });
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(text);
    button.textContent = words().copied;
    setTimeout(() => (button.textContent = words().copy), 2000);
  });
  return button;
}

// One turn

function busy(running) {
  form.classList.toggle("busy", running);
  send.dataset.label = running ? "stop" : "send";
  send.setAttribute("aria-label", words()[send.dataset.label]);
  log.setAttribute("aria-busy", String(running));
}

function ask(question) {
  const text = question.trim();
  if (!text || turn) return;
  follow = true;
  bubble("user", text);
  message.value = "";
  grow();
  if (matchMedia("(pointer: fine)").matches) message.focus(); // on a phone this would raise the keyboard
  answer(text);
}

/** One answer, asked for now, or (`resumed`) the one that was running when the page was left. */
async function answer(question, resumed = false) {
  const mine = { abort: new AbortController(), stopped: false };
  turn = mine;
  busy(true);
  const view = bubble("guide", "");
  const status = make("p", { class: "status", text: words().thinking });
  view.element.prepend(status);
  view.element.classList.add("live");
  const live = { text: "", drawn: true };
  const draw = () => {
    if (turn !== mine) return; // the finished answer already stands
    live.drawn = true;
    view.body.replaceChildren(render(live.text));
    toEnd();
  };
  let result = null;
  let failure = null;
  let missed = false; // the history has it, the stream no longer
  toEnd();
  try {
    const body = { message: question, ...(thread && { thread_id: thread }), ...(spot && { location: spot }) };
    const { signal } = mine.abort;
    const begin = () => (resumed ? resume(thread, "", signal) : post(body, signal));
    for await (const { event, data } of talk(begin, thread, signal)) {
      adopt(data.thread_id);
      if (event === "status") status.textContent = data.text ?? words().thinking;
      else if (event === "token") {
        live.text += data.delta ?? "";
        if (live.drawn) requestAnimationFrame(draw);
        live.drawn = false;
      } else if (event === "result") result = data;
      else if (event === "gap" && data.answered) missed = true;
      else if (event === "error") failure = new Refused(data.error?.code ?? data.code ?? "", data.error?.message ?? data.message ?? "");
    }
  } catch (error) {
    if (error.name !== "AbortError") failure = error instanceof Refused ? error : new Refused("failed", "");
  }
  status.remove();
  view.element.classList.remove("live");
  if (!missed) finish(view, live.text, result, failure, mine.stopped, question);
  turn = null;
  busy(false);
  if (missed) await recall();
  toEnd();
}

function finish(view, streamed, result, failure, stopped, question) {
  const text = result?.answer ?? streamed;
  view.body.replaceChildren(render(text, result?.sources));
  if (result) view.element.append(...cards(result, ask));
  if (result?.degraded) note(view.element, words().degraded);
  if (stopped) note(view.element, words().stopped);
  else if (failure) {
    if (failure.status === 404 && thread) forget();
    note(view.element, explain(failure), question);
  } else if (!result) note(view.element, words().cut, question);
  if (text) view.element.append(copier(text));
  else view.body.remove();
}

function explain(failure) {
  return failure.message || words()[failure.code] || (failure.status === 429 || failure.status === 503 ? words().overloaded : words().failed);
}

async function stop() {
  const mine = turn;
  if (!mine || mine.stopped) return;
  mine.stopped = true;
  const asked = thread ? call(`threads/${encodeURIComponent(thread)}/stop`, { method: "POST" }) : Promise.reject(new Error("no thread yet"));
  // The service ends the stream by itself when it could be asked; leaving stops the model in any case.
  const patience = setTimeout(() => mine.abort.abort(), STOP_PATIENCE_MS);
  mine.abort.signal.addEventListener("abort", () => clearTimeout(patience));
  await asked.catch(() => mine.abort.abort());
}

// The conversation

function forget() {
  thread = null;
  memory.set("thread", null);
}

function fresh() {
  const left = turn;
  stop();
  left?.abort.abort();
  forget();
  log.replaceChildren();
  welcome.hidden = false;
  notice.textContent = "";
  message.focus();
}

async function recall() {
  if (!thread) return;
  try {
    const kept = await (await call(`threads/${encodeURIComponent(thread)}`)).json();
    const last = kept.messages?.at(-1);
    log.replaceChildren();
    for (const one of kept.messages ?? []) {
      const view = bubble(one.role === "user" ? "user" : "guide", one.content);
      if (one.degraded) note(view.element, words().degraded);
      if (one.stopped) note(view.element, words().stopped);
      if (one === last && one.role === "user") answer(one.content, true);
    }
    toEnd();
  } catch (failure) {
    if (failure.status === 404) forget();
    else notice.textContent = explain(failure instanceof Refused ? failure : new Refused("failed", ""));
  }
}

function locate() {
  if (spot || !navigator.geolocation) {
    if (!spot) notice.textContent = words().unlocated;
    spot = null;
    place.setAttribute("aria-pressed", "false");
    return;
  }
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const [lat, lon] = [coords.latitude, coords.longitude].map((degrees) => Math.round(degrees * 1e4) / 1e4);
      const here = lat >= 33 && lat <= 39 && lon >= 124 && lon <= 132;
      spot = here ? { lat, lon } : null;
      place.setAttribute("aria-pressed", String(here));
      notice.textContent = here ? words().located : words().abroad;
    },
    () => (notice.textContent = words().unlocated),
    { maximumAge: 60_000, timeout: 8_000 },
  );
}

// The controls

function grow() {
  message.style.height = "auto";
  message.style.height = `${Math.min(message.scrollHeight, 160)}px`;
}

function speak(code) {
  choose(code);
  busy(Boolean(turn));
  find("ideas").replaceChildren(
    ...words().ideas.map((idea) => {
      const button = make("button", { type: "button", text: idea });
      button.addEventListener("click", () => ask(idea));
      return make("li", {}, button);
    }),
  );
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (turn) stop();
  else ask(message.value);
});
message.addEventListener("keydown", (event) => {
  // While Hangul, kana or pinyin is composed, Enter belongs to the input method (229 in older Safari).
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  if (!turn) ask(message.value);
});
message.addEventListener("input", grow);
find("fresh").addEventListener("click", fresh);
find("language").addEventListener("change", ({ target }) => {
  memory.set("language", target.value);
  speak(target.value);
});
place.addEventListener("click", locate);
latest.addEventListener("click", () => {
  document.scrollingElement.scrollTop = document.scrollingElement.scrollHeight;
});
document.addEventListener("scroll", scrolled, { passive: true });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && turn) stop();
});

const chosen = preferred(memory.get("language"));
find("language").value = chosen;
speak(chosen);
recall();
