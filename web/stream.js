// Server-Sent Events over fetch: EventSource can neither POST nor be told why a request was refused.

const TRIES = 4;
const PAUSE_MS = 1000;

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
  constructor(code, message, status = 0) {
    super(message);
    this.code = code;
    this.status = status;
  }

  static async from(response) {
    let error = {};
    try {
      error = (await response.json()).error ?? {};
    } catch {
      // A proxy answered in its own words.
    }
    return new Refused(error.code ?? `http_${response.status}`, error.message ?? "", response.status);
  }
}

/** fetch that throws Refused for any answer that is not 2xx, and for none. */
export async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused("network", "");
  }
  if (!response.ok) throw await Refused.from(response);
  return response;
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

/** Yields {event, data, id} with data parsed, to `done` or `gap`; takes a lost line up where it broke. Throws Refused. */
export async function* talk(begin, thread, signal) {
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
    await new Promise((after) => setTimeout(after, PAUSE_MS * lost));
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
