// Server-Sent Events over fetch: EventSource can neither POST nor be told why a request was refused.

const TRIES = 4;
const PAUSE_MS = 1000;
const LONGEST_MS = 60_000;

/** Splits text that arrives in pieces into events {event, data, id}; comments (heartbeats) give nothing. */
export class Events {
  #rest = "";
  #event = "";
  #data = [];
  #id = "";

  feed(text) {
    const out = [];
    this.#rest += text;
    // A carriage return at the very end may be the first half of CRLF: it waits for the next piece.
    const lines = this.#rest.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    for (const line of lines) {
      if (line) this.#field(line);
      else if (this.#data.length) {
        out.push({ event: this.#event || "message", data: this.#data.join("\n"), id: this.#id });
        this.#event = "";
        this.#data = [];
      } else this.#event = "";
    }
    return out;
  }

  #field(line) {
    if (line.startsWith(":")) return;
    const at = line.indexOf(":");
    const name = at < 0 ? line : line.slice(0, at);
    const value = at < 0 ? "" : line.slice(at + 1).replace(/^ /, "");
    if (name === "event") this.#event = value;
    else if (name === "data") this.#data.push(value);
    else if (name === "id") this.#id = value;
  }
}

/** An error of the service: {"error": {code, message, hint}}, or of the way to it (code "network"). */
export class Refused extends Error {
  constructor(code, message, status = 0, wait = 0) {
    super(message);
    this.code = code;
    this.status = status;
    this.wait = wait; // seconds, as the service asks
  }

  static async from(response) {
    let error = {};
    try {
      error = (await response.json()).error ?? {};
    } catch {
      // A proxy answered in its own words.
    }
    const wait = Number(response.headers.get("Retry-After")) || 0;
    return new Refused(error.code ?? `http_${response.status}`, error.message ?? "", response.status, wait);
  }
}

let key = "";

/** The API key that every call shows; empty for none. */
export function show(given) {
  key = given ?? "";
}

/** fetch that throws Refused for any answer that is not 2xx, and for none. */
export async function call(path, options = {}) {
  let response;
  const headers = { ...options.headers, ...(key && { Authorization: `Bearer ${key}` }) };
  try {
    response = await fetch(path, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused("network", "");
  }
  if (!response.ok) throw await Refused.from(response);
  return response;
}

/** The same with a JSON body, if there is one; gives JSON. */
export async function json(path, { body, ...options } = {}) {
  const sent = body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return (await call(path, { ...options, ...sent })).json();
}

/** Waits; an abort ends it with AbortError. */
export const pause = (ms, signal) =>
  new Promise((resolve, reject) => {
    const left = () => {
      clearTimeout(timer);
      reject(new DOMException("left", "AbortError"));
    };
    if (signal?.aborted) return reject(new DOMException("left", "AbortError"));
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", left);
      resolve();
    }, ms);
    signal?.addEventListener("abort", left, { once: true });
  });

/** Until the browser says that it is online again, a minute at most. */
export async function online(signal) {
  if (globalThis.navigator?.onLine !== false) return;
  const back = new AbortController();
  addEventListener("online", () => back.abort(), { once: true });
  await pause(LONGEST_MS, signal ? AbortSignal.any([signal, back.signal]) : back.signal).catch((error) => {
    if (signal?.aborted) throw error;
  });
}

/** Asks; the answer goes on while the line is lost. */
export const ask = (body, signal) =>
  call("chat/stream", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ ...body, on_disconnect: "continue" }),
    signal,
  });

/** The thread's answer after the event `last`, or from its first one. */
export const follow = (thread, last, signal) =>
  call(`threads/${encodeURIComponent(thread)}/events`, { headers: last ? { "Last-Event-ID": last } : {}, signal });

/**
 * Yields {event, data, id} with data parsed, to `done` or `gap`; takes a lost line up where it broke.
 * `told()` is called when it is lost. Throws Refused.
 */
export async function* talk(begin, thread, signal, told = () => {}) {
  let last = "";
  for (let lost = 0; ; ) {
    try {
      const response = last ? await follow(thread, last, signal) : await begin();
      if (response.status === 204) return;
      for await (const one of read(response)) {
        [last, lost] = [one.id || last, 0];
        thread = one.data.thread_id ?? thread;
        yield one;
        if (one.event === "done" || one.event === "gap") return;
      }
    } catch (error) {
      if (!last || error.code !== "network") throw error;
    }
    if (!last || ++lost > TRIES) throw new Refused("network", "");
    told();
    await online(signal);
    await pause(PAUSE_MS * lost, signal);
  }
}

async function* read(response) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const events = new Events();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error) => {
        throw error.name === "AbortError" ? error : new Refused("network", "");
      });
      if (done) return;
      for (const one of events.feed(decoder.decode(value, { stream: true }))) yield { ...one, data: parse(one.data) };
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return {};
  }
}
