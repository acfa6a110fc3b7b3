// Every word of the interface comes from the table of messages, in Chinese and English.
duban.lang = "zh";
duban.onLanguage = [];

const LANGUAGES = ["zh", "en"];

const fill = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => (fields && name in fields ? fields[name] : "…"));

/** The message of a code, its blanks filled. */
duban.say = (code, fields) => {
  const message = duban.index.messages[code] || duban.index.messages.unlisted;
  return fill(message[LANGUAGES.indexOf(duban.lang)], { code, ...fields });
};

/** The second text of a code: what to do about a problem. */
duban.sayMore = (code, fields) => {
  const message = duban.index.messages[code] || duban.index.messages.unlisted;
  return message.length > 2 ? fill(message[2 + LANGUAGES.indexOf(duban.lang)], { code, ...fields }) : "";
};

/** A place in the file, from the outermost part inwards. */
duban.place = (place) =>
  ["page", "paragraph", "sheet", "table", "row", "column"]
    .filter((part) => place && part in place)
    .map((part) => duban.say(`word.${part}`, { n: place[part] }))
    .join(" ");

/** A deadline for reading: a year that nobody stated is said to be open. */
duban.day = (due) => (due.startsWith("XXXX-") ? duban.say("word.year_open", { day: due.slice(5) }) : due);

/** Puts the whole page into a language. */
duban.setLanguage = (lang) => {
  duban.lang = lang;
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.title = duban.say("report.title");
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = duban.say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-say-label]")) node.setAttribute("aria-label", duban.say(node.dataset.sayLabel));
  for (const node of document.querySelectorAll("[data-say-placeholder]")) node.placeholder = duban.say(node.dataset.sayPlaceholder);
  const other = duban.byId("language");
  other.textContent = duban.say("report.other_language");
  other.lang = lang === "zh" ? "en" : "zh-CN";
  for (const renew of duban.onLanguage) renew();
};
