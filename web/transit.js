// Ways side by side, and the chosen one drawn: a line diagram, each step, what it costs and how sure that is.
import { heading, learn, point, stop } from "./facts.js";
import { sketch } from "./sketch.js";
import { draw, make } from "./text.js";
import { badge, language, line, words } from "./words.js";

const COLOR = /^#[0-9a-f]{6}$/i;
const GREY = "#8b918d";
const [NARROW, WIDE] = [330, 640]; // units of the diagram's width, on a phone and beyond
const PHONE_PX = 640;
const HIGH = 64;
const RAIL = 48; // the line's height in the drawing
const EDGE = 10;
const WALK = 0.075; // of the width
const TICK_PX = 10;
const LEAST_MIN = 4; // what a ride counts beside its minutes, so that a short one can be seen
const BRIGHT = 0.36; // luminance above which black is read better than white
let count = 0;

const known = (value) => value !== null && value !== undefined && value !== "";
const number = (value) => new Intl.NumberFormat(language()).format(value);
export const won = (value) => words().won(number(value));
const minutes = (value) => words().minutes(number(Math.max(1, Math.round(value))));
/** What a way is told in Korean alone; in other languages the answer itself says what of it matters. */
const korean = (text, attributes = {}) => (known(text) && language() === "ko" ? make("p", { ...attributes, text }) : null);
const color = (leg) => (COLOR.test(leg.color ?? "") ? leg.color : GREY);
const rides = (way) => (way.legs ?? []).filter((leg) => leg.mode !== "walk");

/** Black or white, whichever is read better on a colour. */
function ink(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => (parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > BRIGHT ? "#1f2523" : "#ffffff";
}

/** A price in won, and in the traveller's money at the rate of the result. */
function money(trip, value) {
  const prices = trip.currency?.prices ?? [];
  const price = prices.find((one) => one.won === value) ?? prices.find((one) => one.won && one.amount);
  return [won(value), price ? `≈ ${foreign((price.amount * value) / price.won, price.code)}` : null];
}

function foreign(amount, code) {
  try {
    return new Intl.NumberFormat(language(), { style: "currency", currency: code }).format(amount);
  } catch {
    return `${amount} ${code}`;
  }
}

const end = (spot) => (typeof spot === "string" ? spot : spot?.name ?? "");

export function transit(trip) {
  const card = make("section", { class: "card transit" });
  const state = { chosen: 0, focus: false };
  const show = () => {
    const title = [trip.origin, trip.destination].map((spot) => stop(end(spot))).filter(known).join(" → ");
    card.setAttribute("aria-label", `${words().routes} ${title}`);
    card.replaceChildren(make("h3", { text: title || words().routes }), ...compared(trip, state, show));
    if (state.focus) card.querySelector("[aria-selected=true]")?.focus();
  };
  show();
  learn(stops(trip)).then(show).catch(() => {});
  return card;
}

/** Every name that may be a station. */
function stops(trip) {
  const legs = trip.options.flatMap((way) => way.legs ?? []);
  return [end(trip.origin), end(trip.destination), ...legs.flatMap((leg) => [leg.start, leg.end, leg.mode === "subway" ? leg.direction : null])]
    .concat(trip.options.flatMap((way) => (way.arrivals ?? []).map((one) => one.heading)))
    .filter((name) => known(name) && name.length <= 30);
}

// Side by side

function compared(trip, state, show) {
  const id = `way${++count}`;
  const ways = [...trip.options, ...(trip.taxi ? [trip.taxi] : [])];
  const choose = (at, focus) => {
    state.chosen = at;
    state.focus = focus;
    show();
  };
  const tabs = ways.map((way, at) => {
    const chosen = at === state.chosen;
    const tab = make("button", { type: "button", role: "tab", id: `${id}-${at}`, "aria-selected": String(chosen), "aria-controls": id, tabindex: chosen ? "0" : "-1", class: way === trip.taxi ? "tab taxi" : "tab" },
      ...summary(trip, way));
    tab.addEventListener("click", () => choose(at, true));
    return tab;
  });
  const list = make("div", { class: "tabs", role: "tablist", "aria-label": words().routes }, ...tabs);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    choose((state.chosen + step + ways.length) % ways.length, true);
  });
  const way = ways[state.chosen];
  const panel = make("div", { class: "panel", role: "tabpanel", id, "aria-labelledby": `${id}-${state.chosen}`, tabindex: "0" }, ...(way === trip.taxi ? taxi(trip, way) : option(trip, way)));
  return [list, panel];
}

function summary(trip, way) {
  const say = words();
  if (way === trip.taxi) {
    return [make("span", { class: "tag", text: say.taxi }), make("span", { class: "big", text: minutes(way.minutes) }),
      ...price([`${number(way.low ?? way.fare)}–${won(way.high ?? way.fare)}`, money(trip, way.low ?? way.fare)[1]]), make("span", { class: "small", text: distance(way.metres) }), bar([{ mode: "taxi", minutes: 1, color: "#e0a526" }])];
  }
  const walk = way.mode === "walk";
  return [make("span", { class: "tag", text: way.closed ? say.shut : walk ? say.walk : say[way.label] ?? "" }), make("span", { class: "big", text: minutes(way.minutes) }),
    ...price(walk ? [say.free, null] : money(trip, way.fare)), make("span", { class: "small", text: walk ? distance(way.metres) : `${say[way.mode] ?? ""} · ${say.transfers(way.transfers ?? 0)}` }), bar(way.legs ?? [])];
}

const price = ([first, second]) => [make("span", { class: "sum", text: first }), second ? make("span", { class: "small", text: second }) : null];

function bar(legs) {
  return make("span", { class: "strip", "aria-hidden": "true" }, ...legs.map((leg) => {
    const piece = make("span", { class: leg.mode === "walk" ? "walk" : "" });
    piece.style.setProperty("--line", color(leg));
    piece.style.flexGrow = String(Math.max(1, leg.minutes ?? 1));
    return piece;
  }));
}

const distance = (metres) => (known(metres) ? (metres < 1000 ? words().metres(number(metres)) : words().distance(number(Math.round(metres / 100) / 10))) : "");

// The chosen one

function option(trip, way) {
  return [
    way.legs?.length ? diagram(way) : null,
    make("ol", { class: "steps" }, ...(way.legs ?? []).map((leg) => step(leg))),
    arrivals(way),
    korean(way.note, { class: "hint" }),
    korean(way.tip, { class: "hint pass" }),
    mapped(trip, way),
    footnotes(trip, way),
  ].filter(Boolean);
}

/** The way as one line: colours, stops, changes. Walks are dotted; lengths are minutes, but never too short. */
function diagram(way) {
  const walks = way.legs.filter((leg) => leg.mode === "walk").length;
  const wide = innerWidth < PHONE_PX ? NARROW : WIDE;
  const room = wide - 2 * EDGE;
  const ridden = rides(way).reduce((sum, leg) => sum + leg.minutes + LEAST_MIN, 0);
  const long = (leg) => (leg.mode !== "walk" ? ((leg.minutes + LEAST_MIN) / ridden) * room * (1 - walks * WALK) : room * (ridden ? WALK : 1 / walks));
  const [tracks, nodes] = [[], []];
  let x = EDGE;
  for (const leg of way.legs) {
    const next = x + long(leg);
    const walk = leg.mode === "walk";
    tracks.push(draw("line", { class: walk ? "walked" : "ridden", x1: x, y1: RAIL, x2: next, y2: RAIL, stroke: walk ? null : color(leg) }));
    if (!walk) tracks.push(...ticks(leg, x, next), plate(leg, (x + next) / 2));
    nodes.push(...[x, next].map((cx) => draw("circle", { class: "node", cx, cy: RAIL, r: 5.5 })));
    x = next;
  }
  const told = way.legs.map((leg) => (leg.mode === "walk" ? words().walk : line(leg.line ?? ""))).join(" → ");
  return draw("svg", { class: "diagram", viewBox: `0 0 ${wide} ${HIGH}`, role: "img", "aria-label": told }, ...tracks, ...nodes);
}

/** The stops between the ends of a leg, while there is room for them. */
function ticks(leg, from, to) {
  const count = leg.stops ?? 1;
  if ((to - from) / count < TICK_PX) return [];
  return Array.from({ length: count - 1 }, (_, at) => draw("circle", { class: "tick", cx: from + ((to - from) * (at + 1)) / count, cy: RAIL, r: 2.2 }));
}

function plate(leg, x) {
  const text = badge(leg.line ?? "");
  const wide = Math.max(30, text.length * (/[가-힣]/.test(text) ? 15 : 9) + 17);
  return draw("g", { class: "plate" },
    draw("rect", { x: x - wide / 2, y: 4, width: wide, height: 26, rx: 13, fill: color(leg) }),
    draw("text", { x, y: 22, "text-anchor": "middle", fill: ink(color(leg)), text }));
}

function step(leg) {
  const say = words();
  const walk = leg.mode === "walk";
  const number_of = known(leg.exit) ? say.exit(String(leg.exit).replace(/번?\s*출구$/, "")) : null;
  const change = walk && leg.start === leg.end;
  const about = walk
    ? [minutes(leg.minutes ?? 1), distance(leg.metres)]
    : [known(leg.direction) ? bound(leg.direction) : null, leg.stops ? say.stops(leg.stops) : null, minutes(leg.minutes ?? 1)];
  const chips = [number_of, known(leg.door) ? say.door(leg.door) : null, known(leg.number) ? say.stopNo(leg.number) : null,
    leg.also?.length ? say.also(leg.also.map((one) => one.replace(/번$/, "")).join(", ")) : null].filter(Boolean);
  const item = make("li", { class: walk ? "walk" : "" },
    make("p", { class: "ends" }, walk ? null : sign(leg),
      make("strong", { text: change ? say.change : walk ? say.walk : stop(leg.start) }),
      change ? null : make("span", { text: ` → ${stop(leg.end)}` })),
    make("p", { class: "small", text: about.filter(known).join(" · ") }),
    chips.length ? make("p", { class: "marks" }, ...chips.map((text) => make("span", { text }))) : null);
  item.style.setProperty("--line", color(leg));
  return item;
}

/** 내선순환 is a way round, no place that one heads for. */
const bound = (direction) => (/순환$/.test(direction) ? heading(direction) : words().toward(heading(direction)));

function sign(leg) {
  const piece = make("span", { class: "sign", title: line(leg.line ?? ""), text: line(leg.line ?? "") });
  piece.style.setProperty("--line", color(leg));
  piece.style.color = ink(color(leg));
  return piece;
}

function arrivals(way) {
  if (!way.arrivals?.length) return null;
  const say = words();
  return make("div", { class: "coming" }, make("h4", { text: say.arrivals }),
    make("ul", {}, ...way.arrivals.slice(0, 4).map((one) => make("li", {}, make("strong", { text: line(one.line) }), ` ${say.arrival(heading(one.heading), one.minutes)}`))),
    make("p", { class: "small", text: say.observed(way.arrivals[0].at) }));
}

/** The way over the city, as far as its stops are known points. */
function mapped(trip, way) {
  const [from, to] = [trip.origin, trip.destination];
  if (![from?.lat, from?.lon, to?.lat, to?.lon].every(known)) return null;
  const points = [{ ...from, text: stop(from.name) }];
  const legs = [];
  let longest = null;
  for (const leg of way.legs ?? []) {
    if (!longest || (leg.minutes ?? 0) > longest.minutes || longest.mode === "walk") longest = leg;
    const last = leg === way.legs.at(-1);
    const next = last ? to : point(leg.end);
    if (!next) continue;
    legs.push({ from: points.at(-1), to: next, color: color(longest), walk: longest.mode === "walk" });
    points.push(last ? { ...to, text: stop(to.name) } : { lat: next.lat, lon: next.lon });
    longest = null;
  }
  return sketch(`${stop(from.name)} → ${stop(to.name)}`, points, legs);
}

function footnotes(trip, way) {
  const say = words();
  const others = Object.entries(way.others ?? {}).filter(([, value]) => known(value)).map(([who, value]) => `${say[who] ?? who} ${value ? won(value) : say.free}`);
  const provider = way.provider === "embedded" || !way.provider ? say.byUs : way.provider;
  const basis = [provider, `${say.times}: ${say[way.certainty] ?? ""}`, way.mode === "walk" ? null : `${say.fares}: ${say[way.fare_certainty] ?? ""}`, known(way.as_of) ? say.asOf(way.as_of) : null];
  const range = known(way.fare_high) && way.fare_high !== way.fare ? `${won(way.fare)}–${won(way.fare_high)}` : null;
  return make("dl", { class: "notes" }, ...rows([
    [say.fee, range], [say.riders, others.join(" · ")], [say.basis, basis.filter(known).join(" · ")],
    [say.bus && rides(way).length ? say[rides(way)[0].mode] : null, known(way.headway) ? say.every(number(Math.round(way.headway))) : null], rate(trip),
  ]));
}

export const rows = (facts) => facts.filter(([term, value]) => known(term) && known(value)).flatMap(([term, value]) => [make("dt", { text: term }), make("dd", {}, value)]);

function rate(trip) {
  const price = trip.currency?.prices[0];
  return price ? [trip.currency.code, words().rate(`1 ${price.code}`, won(price.rate), price.date)] : [null, null];
}

function taxi(trip, ride) {
  const say = words();
  const [low, high] = [money(trip, ride.low ?? ride.fare), money(trip, ride.high ?? ride.fare)];
  return [
    make("p", { class: "fare" }, make("strong", { text: `${low[0]} – ${high[0]}` }), low[1] ? make("span", { class: "small", text: ` ${low[1]} – ${high[1].replace("≈ ", "")}` }) : null),
    korean(ride.surcharge, { class: "hint" }),
    mapped(trip, { legs: [{ mode: "taxi", minutes: ride.minutes, color: "#c48a10", end: null }] }),
    make("dl", { class: "notes" }, ...rows([
      [say.routes, distance(ride.metres)], [say.large, known(ride.large) ? say.about_(won(ride.large)) : null],
      [say.basis, ride.provider && ride.provider !== "embedded" ? ride.provider : say.meter], rate(trip),
    ])),
  ].filter(Boolean);
}
