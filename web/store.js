// What the page remembers. Storage may be forbidden; the page then forgets on reload, nothing more.

const PREFIX = "guide.";
const RESULT = "result.";
const MOST = 30;

const area = (storage) => ({
  get(key) {
    try {
      return storage().getItem(PREFIX + key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value) storage().setItem(PREFIX + key, value);
      else storage().removeItem(PREFIX + key);
    } catch {
      // Private windows, or full.
    }
  },
  keys() {
    try {
      return Object.keys(storage()).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    } catch {
      return [];
    }
  },
});

/** For good, and for this tab. */
export const memory = area(() => localStorage);
export const tab = area(() => sessionStorage);

/** Results by turn, so that a reload finds its cards again: the history holds words alone. */
export const results = {
  keep(result, decision) {
    // Other services may forbid keeping what they told.
    const ours = [result.transit, ...(result.transit?.options ?? []), result.transit?.taxi].every((one) => (one?.provider ?? "embedded") === "embedded");
    if (!ours || !result.turn_id) return;
    const kept = tab.keys().filter((key) => key.startsWith(RESULT));
    if (kept.length >= MOST) kept.forEach((key) => tab.set(key, null));
    tab.set(RESULT + result.turn_id, JSON.stringify({ result, decision }));
  },
  of(turn) {
    try {
      return JSON.parse(tab.get(RESULT + turn)) ?? {};
    } catch {
      return {};
    }
  },
  forget(thread) {
    for (const key of tab.keys()) {
      if (key.startsWith(RESULT) && this.of(key.slice(RESULT.length)).result?.thread_id === thread) tab.set(key, null);
    }
  },
};

/** A thread's name, made here: the page can stop or find an answer of which it has not heard a word yet. */
export const newThread = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
