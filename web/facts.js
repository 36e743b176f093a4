// What cards need beside a result: hours of the day, points and names of stations, the shape of the city.
import { json } from "./stream.js";
import { language, words } from "./words.js";

const HERE = "현재 위치"; // the service's name for where the asker is
const held = new Map(); // stations by name
let shape = null;

const listed = (name, values) => values.map((one) => `${name}=${encodeURIComponent(one)}`).join("&");

/** Which of the places are open: {at, items: Map by id}. Nothing where the service does not tell. */
export async function openings(places) {
  const ids = places.map((one) => one.id).filter(Boolean);
  if (!ids.length) return null;
  const { at, items } = await json(`today?${listed("place", ids)}`);
  return { at, items: new Map(items.map((one) => [one.id, one])) };
}

/** Learns stations by their Korean names; what is none is known to be none. */
export async function learn(names) {
  const wanted = [...new Set(names)].filter((name) => name && !held.has(name)).slice(0, 40);
  if (!wanted.length) return;
  const { items } = await json(`stations?${listed("name", wanted)}`);
  wanted.forEach((name) => held.set(name, null));
  items.forEach((one) => held.set(one.name, one));
}

/** A station's point {lat, lon}; null where it is not known. */
export const point = (name) => held.get(name) ?? null;

/** A stop's name in the chosen language, with the word for station where it is one. */
export function stop(name) {
  if (name === HERE) return words().me;
  const known = held.get(name);
  const said = language() === "ko" ? null : known?.names[language()];
  if (said) return words().station(said);
  return known && language() === "ko" ? words().station(name) : name ?? "";
}

/** Where a train heads, in the chosen language. */
export function heading(name) {
  if (name === "내선순환") return words().inner;
  if (name === "외선순환") return words().outer;
  return (language() !== "ko" && held.get(name)?.names[language()]) || name;
}

/** The city to draw maps on: {tiles, districts, river}. Asked for once. */
export function city() {
  shape ??= json("map").catch((failure) => {
    shape = null;
    throw failure;
  });
  return shape;
}
