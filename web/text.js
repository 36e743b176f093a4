// What the model wrote, as elements. Text only ever becomes text nodes: there is no way from here to markup.

/** make("p", {class: "a", text: "…"}, ...children); null children are left out. */
export function make(tag, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  if (text !== undefined && text !== null) element.textContent = text;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = "http://www.w3.org/2000/svg"; // a name, never asked

/** The same for drawings. */
export function draw(tag, { text, ...attributes } = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  if (text !== undefined && text !== null) element.textContent = text;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A line drawing of 24 units a side. */
export const icon = (...paths) =>
  draw("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true", class: "drawn" }, ...paths.map((d) => draw("path", { d })));

/** A button that does `act`; with `drawing` its text is its label. */
export function button(text, act, { class: kind = "chip", drawing = null } = {}) {
  const element = make("button", { type: "button", class: kind, ...(drawing ? { "aria-label": text, title: text } : { text }) }, drawing);
  element.addEventListener("click", act);
  return element;
}

const BULLET = /^\s*[-*•·]\s+(.*)$/;
const NUMBER = /^\s*(\d{1,2})[.)]\s+(.*)$/;
const HEADING = /^\s*#{1,6}\s+(.*)$/;
const INLINE = /\*\*([^*\n]+)\*\*|\[(\d{1,2})\]/g;

/** Paragraphs, lists, **bold** and [1] (a link to its source where `sources` has one). */
export function render(text, sources = []) {
  const out = document.createDocumentFragment();
  let block = null;
  let kind = "";
  const open = (tag, name) => {
    if (kind !== name) {
      block = out.appendChild(document.createElement(tag));
      kind = name;
    }
    return block;
  };
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    const [bullet, number, heading] = [BULLET.exec(line), NUMBER.exec(line), HEADING.exec(line)];
    if (!line.trim()) kind = kind === "ul" || kind === "ol" ? kind : "";
    else if (heading) {
      kind = "";
      const title = make("p", { class: "title" });
      inline(title, heading[1].replaceAll("**", ""), sources);
      out.append(title);
    } else if (bullet) inline(open("ul", "ul").appendChild(document.createElement("li")), bullet[1], sources);
    else if (number) inline(open("ol", "ol").appendChild(make("li", { value: number[1] })), number[2], sources); // a list goes on after a paragraph
    else {
      const going = kind === "p";
      const paragraph = open("p", "p");
      if (going) paragraph.append(document.createElement("br"));
      inline(paragraph, line, sources);
    }
  }
  return out;
}

function inline(parent, text, sources) {
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    parent.append(text.slice(from, found.index));
    from = found.index + found[0].length;
    if (found[1]) parent.append(make("strong", { text: found[1] }));
    else parent.append(citation(found[0], sources[Number(found[2]) - 1]));
  }
  parent.append(text.slice(from));
}

function citation(mark, source) {
  const url = source && safe(source.url);
  if (!url) return make("sup", { text: mark });
  const link = outside(url, mark);
  link.title = source.title ?? "";
  return make("sup", {}, link);
}

/** The address if it is one of the web, without a name or password in it, else null. */
export function safe(url) {
  try {
    const parsed = new URL(url);
    return /^https?:$/.test(parsed.protocol) && !parsed.username ? parsed.href : null;
  } catch {
    return null;
  }
}

export function outside(url, text) {
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow", text });
}
