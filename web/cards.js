// Facts that travel beside the text, as cards: places, manners, sources; and what can be done with an answer.
import { learn, openings, stop } from "./facts.js";
import { sketch } from "./sketch.js";
import { json } from "./stream.js";
import { button, icon, make, outside, safe } from "./text.js";
import { rows, transit, won } from "./transit.js";
import { category, district, language, line, words } from "./words.js";

const MOST = 8;
const CITY = 0.00055; // of the world's width: a view as wide as Seoul
const DAY_MIN = 1440;
const COPIED_MS = 2000;
const HINT = 2000;
const known = (value) => value !== null && value !== undefined && value !== "";
const joined = (parts, by = " · ") => parts.filter(known).join(by);
const korean = (text) => (known(text) ? make("span", { text, lang: "ko" }) : null);

/** All cards of a result; `ask(text)` sends a question on. */
export function cards(result, ask) {
  const listed = result.places?.length ? result.places : result.place ? [result.place] : [];
  return [
    listed.length ? places(listed.slice(0, MOST), ask) : null,
    result.transit?.options?.length || result.transit?.taxi ? transit(result.transit) : null,
    result.etiquette?.guide?.length ? etiquette(result.etiquette) : null,
    result.sources?.length ? sources(result.sources) : null,
  ].filter(Boolean);
}

/** The answer without the lines that its card of manners says word for word. */
export function said(text, result) {
  const rules = new Set((result.etiquette?.guide ?? []).map((rule) => rule.text));
  return rules.size ? text.split("\n").filter((row) => !rules.has(row.replace(/^\s*[-*•·]\s+/, "").trim())).join("\n") : text;
}

// Places

function places(listed, ask) {
  const many = listed.length > 1;
  const drawn = listed.map((one, at) => ({ one, card: make("article", { class: "card place" }), mark: many ? at + 1 : null }));
  const show = (open) => drawn.forEach(({ one, card, mark }) => fill(card, one, mark, open, ask));
  show(null);
  openings(listed).then(show).catch(() => {});
  if (language() !== "ko") learn(listed.map((one) => one.access?.station)).then(() => openings(listed)).then(show).catch(() => {});
  const spots = listed.filter((one) => known(one.lat) && known(one.lon));
  const map = many && spots.length === listed.length ? sketch(words().guide, spots.map(({ lat, lon }, at) => ({ lat, lon, mark: at + 1 }))) : null;
  return make("div", { class: many ? "places many" : "places" }, map, ...drawn.map(({ card }) => card));
}

function fill(card, one, mark, open, ask) {
  const say = words();
  const name = one.names?.[language()] ?? one.name ?? one.names?.ko ?? "";
  const local = one.names?.ko && one.names.ko !== name ? one.names.ko : null;
  const [seal, label] = category(one.category);
  const today = open?.items.get(one.id);
  const site = safe(one.homepage);
  const tags = make("p", { class: "small" }, local ? make("span", { text: local, lang: "ko" }) : null, local ? " · " : null, joined([label, known(one.district) ? district(one.district) : null]));
  card.setAttribute("aria-label", name);
  card.replaceChildren(...[
    make("header", {},
      make("span", { class: "seal", "aria-hidden": "true", lang: "ko", "data-kind": one.category ?? "other", text: seal }),
      make("div", {}, make("h3", { text: mark ? `${mark}. ${name}` : name }), tags)),
    today ? doorplate(today, open.at) : null,
    ...details(one, today),
    mark === null && known(one.lat) && known(one.lon) ? sketch(name, [{ lat: one.lat, lon: one.lon, text: name }], [], CITY) : null,
    make("footer", {}, button(say.goto, () => ask(say.gotoAsk(name))), button(say.manners, () => ask(say.mannersAsk(name))), site ? outside(site, say.site) : null),
    origins(one.sources),
  ].filter(Boolean));
}

function details(one, today) {
  const say = words();
  const facts = rows([
    [say.hours, today?.spans.length && !today.always ? today.spans.map(span).join(", ") : null],
    [language() === "ko" || !today?.spans.length ? say.allHours : null, today?.always ? say.always : korean(one.hours)],
    [say.closed, dayOff(one)], [say.fee, fee(one)], [say.access, access(one.access)],
    [say.address, one.access ? null : korean(one.address)],
    [say.phone, known(one.phone) ? make("a", { href: `tel:${String(one.phone).replace(/[^\d+]/g, "")}`, text: one.phone }) : null],
  ]);
  return facts.length ? [make("dl", {}, ...facts)] : [];
}

const clock = (minute) => `${String(Math.floor((minute % DAY_MIN) / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const span = ({ open, close, last }) => joined([`${clock(open)}–${clock(close)}`, known(last) ? words().last(clock(last)) : null]);
const weekday = (date) => new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" }).format(date);

/** Open or not, and until when. */
function doorplate(today, at) {
  const say = words();
  if (today.open === null) return null;
  const minute = Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16));
  const now = today.spans.find((one) => one.open <= minute && minute < one.close);
  const till = today.always ? say.always : now ? say.openUntil(clock(now.close)) : say.openNow;
  const shut = today.closed ? say.dayOff : say.closedNow;
  const day = today.next && !today.next.startsWith(today.date) ? weekday(new Date(`${today.next}Z`)) : null;
  const again = today.next ? say.opens(joined([day, today.next.slice(11)], " ")) : null;
  return make("p", { class: today.open ? "state open" : "state", text: today.open ? till : joined([shut, again]) });
}

/** Closed days in the chosen language where they are plain weekdays; else as the source words them. */
function dayOff(one) {
  const { weekdays = [], ...rest } = one.closing ?? {};
  const plain = one.closing && !Object.entries(rest).some(([name, value]) => name !== "shift" && (Array.isArray(value) ? value.length : value));
  // 5 January 1970 was a Monday.
  if (plain && !weekdays.length) return words().everyday;
  if (plain && language() !== "ko") return words().weekly(weekdays.map((day) => weekday(new Date(Date.UTC(1970, 0, 5 + day)))).join(", "));
  return korean(one.closed);
}

function fee(one) {
  const say = words();
  const ages = Object.entries(one.fees ?? {}).filter(([who, value]) => known(value) && who !== "adult" && value !== one.fee);
  const price = (value) => (value === 0 ? say.free : won(value));
  const noted = known(one.fee_note) && language() === "ko";
  const told = joined([known(one.fee) ? price(one.fee) : null, ...(one.fee && !noted ? ages.map(([who, value]) => `${say[who]} ${price(value)}`) : [])]);
  const note = noted || (known(one.fee_note) && !told) ? make("small", { text: one.fee_note, lang: "ko" }) : null;
  return told || note ? make("span", {}, told, note ? make("br") : null, note) : null;
}

function access(way) {
  if (!way || typeof way === "string") return korean(way);
  const station = way.station ? stop(way.station) : "";
  const exit = known(way.exit) ? words().exit(String(way.exit).replace(/번?\s*출구$/, "")) : null;
  return joined([joined([way.line && line(way.line), language() === "ko" ? words().station(station) : station], " "), exit]);
}

/** Where a place's facts are from, folded away. */
function origins(list) {
  const told = (list ?? []).filter((one) => known(one.name));
  if (!told.length) return null;
  return make("details", { class: "origins" }, make("summary", { text: `${words().sources} ${told.length}` }), make("ul", {}, ...told.map((one) => make("li", {}, origin(one)))));
}

function origin(source) {
  const url = safe(source.url);
  const name = source.name ?? source.title ?? (url ? new URL(url).hostname : "");
  return make("span", {}, url ? outside(url, name) : name, known(source.date) ? make("small", { text: ` ${words().date(source.date)}` }) : null);
}

// Manners and sources

function etiquette(manners) {
  const origins_ = new Map(manners.guide.filter((rule) => rule.source?.name).map((rule) => [rule.source.url ?? rule.source.name, rule.source]));
  return make("section", { class: "card manners" },
    make("h3", { text: joined([words().etiquette, manners.title ?? manners.category]) }),
    make("ul", {}, ...manners.guide.map((rule) => make("li", { text: rule.text ?? rule }))),
    origins_.size ? make("footer", {}, make("span", { class: "small", text: words().sources }), ...[...origins_.values()].map(origin)) : null);
}

function sources(list) {
  const items = list.map((one) => {
    const url = safe(one.url);
    const title = one.title ?? one.name ?? one.url ?? String(one);
    const host = url ? new URL(url).hostname.replace(/^www\./, "") : null;
    return make("li", {}, url ? outside(url, title) : make("span", { text: title }), make("small", { text: joined([host, one.date]) }));
  });
  return make("details", { class: "sources", open: list.length <= 5 }, make("summary", { text: `${words().sources} ${list.length}` }), make("ol", {}, ...items));
}

// What to do next

/** The readings of a doubtful question, or where a journey may start, as buttons; null where nothing is open. */
export function choices(decision, ask, locate) {
  const say = words();
  const readings = decision.talk === "ask" ? (decision.rivals ?? []).filter((route) => say.readings[route]) : [];
  const offered = readings.map((route) => button(say.readings[route], () => ask(say.readings[route])));
  if (!readings.length && decision.route === "transit" && decision.missing === "origin") {
    const to = decision.destination?.name;
    if (to) offered.push(button(say.here, async () => (await locate()) && ask(words().fromHere(to))));
    offered.push(...say.spots.map((spot) => button(spot, () => ask(spot))));
  }
  return offered.length ? make("div", { class: "choices" }, ...offered) : null;
}

const COPY = ["M9 9h10v11H9z", "M5 15V4h10"];
const UP = ["M7 11v9H4v-9z", "M7 11l4-8a2.5 2.5 0 0 1 2.5 2.5V9H19a2 2 0 0 1 2 2.3l-1.1 7A2 2 0 0 1 18 20H7"];
const DOWN = ["M7 13V4H4v9z", "M7 13l4 8a2.5 2.5 0 0 0 2.5-2.5V15H19a2 2 0 0 0 2-2.3l-1.1-7A2 2 0 0 0 18 4H7"];

/** Onto the clipboard; plain HTTP in a house's own network has no other way than the old one. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const [field, before] = [make("textarea", { class: "unseen", text }), document.activeElement];
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus();
    return done;
  }
}

/** Copy, and what one thinks of the answer. */
export function actions(text, turn) {
  const say = words();
  const line_ = make("div", { class: "actions" });
  const told = make("p", { class: "small", role: "status" });
  const copy = button(say.copy, async () => {
    told.textContent = (await copied(text)) ? words().copied : words().uncopied;
    setTimeout(() => (told.textContent = ""), COPIED_MS);
  }, { class: "icon tool", drawing: icon(...COPY) });
  if (text) line_.append(copy);
  if (turn) line_.append(...thumbs(turn, line_, told));
  line_.append(told);
  return line_;
}

function thumbs(turn, parent, told) {
  const say = words();
  const rate = async (thumb, text = "") => {
    try {
      await json("feedback", { method: "POST", body: { turn_id: turn, thumb, text } });
      return true;
    } catch {
      told.textContent = words().untold;
      return false;
    }
  };
  const made = [[1, say.good, UP], [-1, say.bad, DOWN]].map(([thumb, label, drawing]) => {
    const piece = button(label, async () => {
      if (!(await rate(thumb))) return;
      made.forEach((other) => other.setAttribute("aria-pressed", String(other === piece)));
      told.textContent = "";
      opinion(parent, async (text) => {
        if (await rate(thumb, text)) told.textContent = words().thanks;
      });
    }, { class: "icon tool", drawing: icon(...drawing) });
    piece.setAttribute("aria-pressed", "false");
    return piece;
  });
  return made;
}

/** A field for more words, under the thumbs. */
function opinion(parent, send) {
  const say = words();
  parent.querySelector("form")?.remove();
  const field = make("textarea", { rows: 2, maxlength: HINT, "aria-label": say.tell, placeholder: say.tell });
  const form = make("form", { class: "opinion" }, field, make("button", { type: "submit", class: "chip", text: say.tellSend }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.remove();
    send(field.value.trim());
  });
  parent.append(form);
}
