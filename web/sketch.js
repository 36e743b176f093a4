// Maps: the shape of the city with the way drawn over it; map tiles beneath where the service names a server.
import { city } from "./facts.js";
import { draw, make, outside } from "./text.js";
import { district, words } from "./words.js";

const [NARROW, WIDE] = [[340, 190], [660, 290]]; // units of the drawing: pixels, about, on a phone and beyond
const PHONE_PX = 640;
const MARGIN = 0.22; // of the view, on each side
const LEAST = 0.00022; // of the world's width: about 7 km in Seoul
const APART = 20;
const ROOM = 40; // around a district's name, px
const TILE = 256;
const PROBE_MS = 3000;
const CREDIT = "https://www.openstreetmap.org/copyright"; // a link that tiles oblige to

/** Web Mercator; the world is 1 wide. */
function world({ lat, lon }) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [(lon + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** The view that holds all points: {wide, high, scale, left, top, at(point) → [x, y]}. */
function framed(points, least) {
  const [wide, high] = innerWidth < PHONE_PX ? NARROW : WIDE;
  const spots = points.map(world);
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
  const middle = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  const span = Math.max(least, (Math.max(...xs) - Math.min(...xs)) * (1 + 2 * MARGIN), ((Math.max(...ys) - Math.min(...ys)) * (1 + 2 * MARGIN) * wide) / high);
  const scale = wide / span;
  const [left, top] = [middle[0] * scale - wide / 2, middle[1] * scale - high / 2];
  return { wide, high, scale, left, top, at: (spot) => world(spot).map((part, axis) => Math.round((part * scale - [left, top][axis]) * 10) / 10) };
}

const path = (view, spots, closed = false) => `M${spots.map((spot) => view.at(spot).join(" ")).join("L")}${closed ? "Z" : ""}`;
const pairs = (list) => list.map(([lat, lon]) => ({ lat, lon }));

/**
 * A figure that draws itself. `points`: [{lat, lon, mark?, text?}], `legs`: [{from, to, color, walk}].
 * `least`: the least width of the view, in widths of the world.
 */
export function sketch(label, points, legs = [], least = LEAST) {
  const figure = make("figure", { class: "map" });
  const view = framed(points, least);
  const places = spread(view, points);
  const ground = draw("g", {});
  figure.append(
    draw("svg", { viewBox: `0 0 ${view.wide} ${view.high}`, role: "img", "aria-label": words().sketch(label) },
      ground,
      ...legs.map((leg) => draw("path", { class: leg.walk ? "way walk" : "way", d: path(view, [leg.from, leg.to]), stroke: leg.color })),
      ...points.map((one, at) => pin(view, one, places[at], at, points.length))));
  city().then((shape) => {
    ground.append(...land(shape, view), ...quarters(shape, view, places));
    if (shape.tiles) tile(figure, ground, shape.tiles, view);
  }).catch(() => figure.classList.add("bare"));
  return figure;
}

function land({ districts, river }, view) {
  return [
    draw("path", { class: "land", d: districts.map((one) => path(view, pairs(one.outline), true)).join("") }),
    draw("path", { class: "river", d: path(view, pairs(river)) }),
  ];
}

/** Names of districts, where there is room for them. */
function quarters({ districts }, view, taken) {
  return districts.flatMap(({ name, outline }) => {
    const [lat, lon] = [0, 1].map((axis) => outline.reduce((sum, one) => sum + one[axis], 0) / outline.length);
    const [x, y] = view.at({ lat, lon });
    const inside = x > ROOM && x < view.wide - ROOM && y > ROOM / 2 && y < view.high - ROOM / 2;
    const free = taken.every(([left, top]) => Math.abs(left + ROOM / 2 - x) > 2 * ROOM || Math.abs(top - y) > ROOM / 2);
    return inside && free ? [draw("text", { class: "quarter", x, y, "text-anchor": "middle", text: district(name) })] : [];
  });
}

/** Where numbered points go: to the right of those that they would hide. */
function spread(view, points) {
  const taken = [];
  return points.map((one) => {
    let [x, y] = view.at(one);
    while (one.mark !== undefined && taken.some(([left, top]) => Math.hypot(left - x, top - y) < APART)) x += APART;
    taken.push([x, y]);
    return [x, y];
  });
}

function pin(view, one, [x, y], at, count) {
  const kind = one.mark === undefined ? "" : " numbered";
  const end = x > view.wide * 0.7;
  const text = one.text && draw("text", { x: end ? x - 12 : x + 12, y: y + 5, class: "label", "text-anchor": end ? "end" : "start", text: one.text });
  const middle = count > 1 && at > 0 && at < count - 1 && one.mark === undefined;
  return draw("g", { class: `pin${kind}${middle ? " middle" : ""}` },
    draw("circle", { cx: x, cy: y, r: one.mark === undefined ? (middle ? 4 : 7) : 11 }),
    one.mark === undefined ? null : draw("text", { x, y: y + 5, "text-anchor": "middle", text: one.mark }),
    text);
}

/** Tiles beneath the drawing, once one of them has come: until then, and without a way out, the sketch stays. */
function tile(figure, ground, template, view) {
  const zoom = Math.max(1, Math.min(17, Math.round(Math.log2(view.scale / TILE))));
  const size = view.scale / 2 ** zoom;
  const address = (x, y) => template.replace("{z}", zoom).replace("{x}", x).replace("{y}", y);
  const [first, last] = [[view.left, view.top], [view.left + view.wide, view.top + view.high]].map((corner) => corner.map((part) => Math.floor(part / size)));
  const probe = new Image();
  const late = setTimeout(() => (probe.onload = null), PROBE_MS);
  probe.onload = () => {
    clearTimeout(late);
    const images = [];
    for (let x = first[0]; x <= last[0]; x++) {
      for (let y = first[1]; y <= last[1]; y++) {
        images.push(draw("image", { href: address(x, y), x: x * size - view.left, y: y * size - view.top, width: size + 0.5, height: size + 0.5 }));
      }
    }
    ground.replaceChildren(...images);
    figure.classList.add("tiled");
    figure.append(make("figcaption", {}, outside(CREDIT, "© OpenStreetMap contributors")));
  };
  probe.src = address(Math.floor((first[0] + last[0]) / 2), Math.floor((first[1] + last[1]) / 2));
}
