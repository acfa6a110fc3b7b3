"use strict";
// Elements are made here and nowhere else, and text goes into the page as text nodes: no text becomes markup.
const duban = {};

// What cannot be seen, or turns the reading direction around: shown as its code point.
duban.unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

duban.codePoint = (char) => `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/** The text with its invisible characters written out, for places that hold plain text only. */
duban.shown = (text) => text.replace(new RegExp(duban.unseen, "g"), (char) => `⟦${duban.codePoint(char)}⟧`);

/** Adds text to an element; invisible characters come as boxes with their code points. */
duban.addText = (parent, text) => {
  for (let rest = text; rest; ) {
    const found = duban.unseen.exec(rest);
    const plain = found ? rest.slice(0, found.index) : rest;
    if (plain) parent.append(document.createTextNode(plain));
    if (!found) return;
    const box = document.createElement("span");
    box.className = "odd";
    box.textContent = duban.codePoint(found[0]);
    parent.append(box);
    rest = rest.slice(found.index + found[0].length);
  }
};

/** An element with attributes and children; strings become text. `null` and `false` attributes are left out. */
duban.el = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === "") continue;
    if (child instanceof Node) element.append(child);
    else duban.addText(element, String(child));
  }
  return element;
};

duban.byId = (id) => document.getElementById(id);

/** A table with a head; cells are texts or elements. */
duban.table = (head, rows, caption) =>
  duban.el(
    "table",
    {},
    caption ? duban.el("caption", {}, caption) : null,
    duban.el("thead", {}, duban.el("tr", {}, head.map((text) => duban.el("th", { scope: "col" }, text)))),
    duban.el("tbody", {}, rows.map((cells) => duban.el("tr", {}, cells.map((cell) => duban.el("td", {}, cell))))),
  );
