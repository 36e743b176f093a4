// The chat page: what its controls do. The conversation itself is in chat.js.
import { Chat } from "./chat.js";
import { Drawer, settings } from "./drawer.js";
import { memory } from "./store.js";
import { show } from "./stream.js";
import { icon, make } from "./text.js";
import { choose, preferred, words } from "./words.js";

const NEAR_BOTTOM_PX = 120;
const TALLEST_PX = 160;
const LOCATE_MS = 8_000;
const MINUTE_MS = 60_000;
const find = (id) => document.getElementById(id);
const [log, form, message, send, welcome, notice, latest, place, gate, key] = ["log", "form", "message", "send", "welcome", "notice", "latest", "place", "gate", "key"].map(find);
const IDEAS = [
  ["M4 20V10l8-6 8 6v10M2 20h20M9 20v-6h6v6"], ["M7 4h10a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM5 12h14M8 21l2-4M16 21l-2-4"],
  ["M20 14.5A8 8 0 1 1 9.5 4a6.5 6.5 0 0 0 10.5 10.5z"], ["M12 20s-7-4.5-7-10a4 4 0 0 1 7-2.6A4 4 0 0 1 19 10c0 5.5-7 10-7 10z"],
  ["M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z"], ["M3 9l9-5 9 5M5 9v9M10 9v9M14 9v9M19 9v9M3 21h18"],
];

let spot = null; // {lat, lon}, sent along

const tell = (text) => (notice.textContent = text);

// The key

/** Asks for a key, kept on this device; true when one was given. */
function unlock() {
  if (gate.open) return Promise.resolve(false);
  find("wrong").hidden = !memory.get("key");
  key.value = "";
  gate.returnValue = "";
  gate.showModal();
  return new Promise((resolve) => {
    gate.addEventListener("close", () => {
      const given = key.value.trim();
      const said = gate.returnValue === "save" && given !== "";
      if (said) {
        memory.set("key", given);
        show(given);
        fill();
      }
      resolve(said);
    }, { once: true });
  });
}

// Where one is

/** Asks for permission and sends the place along from now on; true when it is known. */
function locate() {
  return new Promise((resolve) => {
    const done = (here, text) => {
      spot = here;
      place.setAttribute("aria-pressed", String(Boolean(here)));
      tell(text);
      resolve(Boolean(here));
    };
    if (!navigator.geolocation) return done(null, words().unlocated);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const [lat, lon] = [coords.latitude, coords.longitude].map((degrees) => Math.round(degrees * 1e4) / 1e4);
        const inside = lat >= 33 && lat <= 39 && lon >= 124 && lon <= 132;
        done(inside ? { lat, lon } : null, inside ? words().located : words().abroad);
      },
      () => done(null, words().unlocated),
      { maximumAge: MINUTE_MS, timeout: LOCATE_MS },
    );
  });
}

// The controls

function busy(running) {
  form.classList.toggle("busy", running);
  send.dataset.label = running ? "stop" : "send";
  send.setAttribute("aria-label", words()[send.dataset.label]);
  send.title = words()[send.dataset.label];
  log.setAttribute("aria-busy", String(running));
}

function grow() {
  message.style.height = "auto";
  message.style.height = `${Math.min(message.scrollHeight, TALLEST_PX)}px`;
}

function submit() {
  if (!chat.ask(message.value)) return;
  tell("");
  message.value = "";
  grow();
  if (matchMedia("(pointer: fine)").matches) message.focus(); // on a phone this would raise the keyboard
}

function speak(code) {
  choose(code);
  busy(chat.running);
  fill();
  drawer.refresh();
  find("ideas").replaceChildren(
    ...words().ideas.map((idea, at) => {
      const button = make("button", { type: "button" }, icon(...IDEAS[at % IDEAS.length]), make("span", { text: idea }));
      button.addEventListener("click", () => chat.ask(idea));
      return make("li", {}, button);
    }),
  );
}

show(memory.get("key"));
const chat = new Chat({
  log, welcome, busy, locate, notice: tell, key: unlock,
  changed: () => drawer.refresh(),
  wishes: () => ({ ...(spot && { location: spot }), ...(memory.get("currency") && { currency: memory.get("currency") }) }),
});
const drawer = new Drawer(chat, tell, unlock);
const fill = settings((code) => {
  speak(code);
  if (!chat.running) chat.recall();
}, tell);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (chat.running) chat.stop();
  else submit();
});
message.addEventListener("keydown", (event) => {
  // While Hangul, kana or pinyin is composed, Enter belongs to the input method (229 in older Safari).
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  if (!chat.running) submit();
});
message.addEventListener("input", grow);
for (const id of ["fresh", "anew"]) {
  find(id).addEventListener("click", () => {
    drawer.close();
    chat.fresh();
    drawer.refresh();
    message.focus();
  });
}
find("menu").addEventListener("click", () => drawer.open());
find("shut").addEventListener("click", () => drawer.close());
find("leave").addEventListener("click", () => gate.close());
place.addEventListener("click", () => {
  if (!spot) return void locate();
  spot = null;
  place.setAttribute("aria-pressed", "false");
  tell("");
});
latest.addEventListener("click", () => {
  document.scrollingElement.scrollTop = document.scrollingElement.scrollHeight;
});
document.addEventListener("scroll", () => {
  const root = document.scrollingElement;
  const atEnd = root.scrollHeight - root.scrollTop - root.clientHeight < NEAR_BOTTOM_PX;
  chat.scrolled(atEnd);
  latest.hidden = atEnd;
}, { passive: true });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && chat.running && !document.querySelector(":modal")) chat.stop();
});
addEventListener("offline", () => tell(words().offline));
addEventListener("online", () => tell(""));

const chosen = preferred(memory.get("language"));
find("language").value = chosen;
speak(chosen);
chat.recall();
