// Facts that travel beside the text, as cards: places, ways to go, manners, sources.
import { make, outside, safe } from "./text.js";
import { CATEGORIES, language, words } from "./words.js";

const COLOR = /^#[0-9a-f]{6}$/i;
const number = (value) => new Intl.NumberFormat(language()).format(value);
const known = (value) => value !== null && value !== undefined && value !== "";
const won = (value) => words().won(number(value));
const minutes = (value) => words().minutes(number(Math.max(1, Math.round(value))));

/** All cards of a result; `ask(text)` sends a question on. */
export function cards(result, ask) {
  const places = result.places?.length ? result.places : result.place ? [result.place] : [];
  const made = [
    // A route already shows its two ends; cards for them would only be in the way.
    places.length && !result.transit?.options ? make("div", { class: "places" }, ...places.slice(0, 8).map((one) => place(one, ask))) : null,
    result.transit?.options ? transit(result.transit) : null,
    result.etiquette?.guide?.length ? etiquette(result.etiquette) : null,
    result.sources?.length ? sources(result.sources) : null,
  ];
  return made.filter(Boolean);
}

function place(one, ask) {
  const say = words();
  const name = one.name ?? one.names?.[language()] ?? one.names?.ko ?? "";
  const local = one.names?.ko && one.names.ko !== name ? one.names.ko : null;
  const [seal, ...labels] = CATEGORIES[one.category] ?? CATEGORIES.other;
  const label = labels[["ko", "en", "ja", "zh"].indexOf(language())];
  const site = safe(one.homepage);
  const facts = [
    [say.hours, one.hours], [say.closed, one.closed], [say.fee, fee(one)], [say.access, access(one.access)],
    [say.address, one.access ? null : one.address], [say.phone, one.phone],
  ].filter(([, value]) => known(value));
  return make("article", { class: "card place", "aria-label": name },
    make("header", {},
      make("span", { class: "seal", "aria-hidden": "true", lang: "ko", "data-kind": one.category ?? "other", text: seal }),
      make("div", {},
        make("h3", { text: name }),
        make("p", { class: "small", text: [local, label, one.district].filter(known).join(" · ") }))),
    facts.length ? make("dl", {}, ...facts.flatMap(([term, value]) => [make("dt", { text: term }), make("dd", { text: value })])) : null,
    make("footer", {},
      button(say.goto, () => ask(say.gotoAsk(name))),
      button(say.manners, () => ask(say.mannersAsk(name))),
      site ? outside(site, say.site) : null));
}

function fee(one) {
  const price = one.fee === 0 ? words().free : known(one.fee) ? won(one.fee) : null;
  return [price, one.fee_note].filter(known).join(" · ");
}

function access(way) {
  if (!way || typeof way === "string") return way;
  const exit = known(way.exit) ? words().exit(String(way.exit).replace(/번?\s*출구$/, "")) : null;
  return [[way.line && words().line(way.line), words().station(way.station ?? "")].filter(known).join(" "), exit].filter(known).join(" ");
}

function button(text, act) {
  const element = make("button", { type: "button", class: "chip", text });
  element.addEventListener("click", act);
  return element;
}

const end = (spot) => (typeof spot === "string" ? spot : spot?.name ?? "");

function transit(trip) {
  const say = words();
  const title = [end(trip.origin), end(trip.destination)].filter(known).join(" → ");
  return make("section", { class: "card transit", "aria-label": `${say.routes} ${title}` },
    make("h3", { text: title || say.routes }),
    make("div", { class: "ways" }, ...trip.options.map(option), trip.taxi ? taxi(trip.taxi) : null));
}

function option(way) {
  const say = words();
  const legs = way.legs ?? [];
  return make("div", { class: "way" },
    make("p", { class: "tag", text: say[way.label] ?? "" }),
    make("p", { class: "big", text: minutes(way.minutes) }),
    make("p", { class: "sum", text: [say[way.mode] ?? "", way.mode === "walk" ? null : won(way.fare ?? 0), way.mode === "walk" ? null : say.transfers(way.transfers ?? 0)].filter(known).join(" · ") }),
    make("div", { class: "line", "aria-hidden": "true" }, ...legs.map(stretch)),
    make("ol", { class: "legs" }, ...legs.map(leg)),
    known(way.note) ? make("p", { class: "small", text: way.note }) : null);
}

function colored(element, color) {
  if (COLOR.test(color ?? "")) element.style.setProperty("--line", color);
  return element;
}

function stretch(part) {
  const piece = colored(make("span", { class: part.mode === "walk" ? "walk" : "" }), part.color);
  piece.style.flexGrow = String(Math.max(1, part.minutes ?? 1));
  return piece;
}

function leg(part) {
  const say = words();
  const walk = part.mode === "walk";
  const exit = known(part.exit) ? say.exit(String(part.exit).replace(/번?\s*출구$/, "")) : null;
  const about = [walk || !known(part.direction) ? null : say.toward(part.direction), part.stops ? say.stops(part.stops) : null, minutes(part.minutes ?? 1), exit];
  return colored(make("li", { class: walk ? "walk" : "" },
    make("span", { class: "name", text: walk ? say.walk : part.line ? say.line(part.line) : say[part.mode] ?? "" }),
    make("span", { class: "ends", text: [part.start, part.end].filter(known).join(" → ") }),
    make("span", { class: "small", text: about.filter(known).join(" · ") })), part.color);
}

function taxi(ride) {
  const say = words();
  const span = known(ride.low) && known(ride.high) && ride.low !== ride.high ? `${number(ride.low)}–${won(ride.high)}` : null;
  return make("div", { class: "way taxi" },
    make("p", { class: "tag", text: say.taxi }),
    make("p", { class: "big", text: minutes(ride.minutes) }),
    make("p", { class: "sum", text: say.roughly(won(ride.fare)) }),
    span ? make("p", { class: "small", text: `${say.estimate} ${span}` }) : null,
    known(ride.surcharge) ? make("p", { class: "small", text: ride.surcharge }) : null);
}

function etiquette(manners) {
  const items = manners.guide.map((rule) => make("li", {}, make("span", { text: rule.text ?? rule }), origin(rule.source)));
  return make("section", { class: "card manners" },
    make("h3", { text: [words().etiquette, manners.title ?? manners.category].filter(known).join(" · ") }), make("ul", {}, ...items));
}

function origin(source) {
  const name = typeof source === "string" ? source : source?.name ?? source?.title;
  const url = safe(typeof source === "string" ? source : source?.url);
  if (url) return make("small", {}, outside(url, name === source ? new URL(url).hostname : name ?? new URL(url).hostname));
  return known(name) ? make("small", { text: name }) : null;
}

function sources(list) {
  const items = list.map((one) => {
    const url = safe(one.url);
    const title = one.title ?? one.name ?? one.url ?? String(one);
    const host = url ? new URL(url).hostname.replace(/^www\./, "") : null;
    return make("li", {}, url ? outside(url, title) : make("span", { text: title }),
      make("small", { text: [host, one.date].filter(known).join(" · ") }));
  });
  return make("details", { class: "sources", open: list.length <= 5 },
    make("summary", { text: `${words().sources} ${list.length}` }), make("ol", {}, ...items));
}
