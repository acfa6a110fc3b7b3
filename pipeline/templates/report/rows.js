// The list of tasks: cut into chunks, of which only those near the window are in the page.
const CHUNK = 30;
const GUESS = 170; // pixels of a row that has not been measured
const MOST_PRINTED = 3000;

let shownRows = [];
let chunks = [];
let current = null;
let watcher = null;

const SYMBOLS = { lead: "●", support: "○" };

/** Text with the searched words marked. */
const marked = (text) => {
  const words = duban.searched();
  const low = text.toLowerCase();
  const parts = [];
  let from = 0;
  while (from < text.length && words.length && low.length === text.length) {
    const hits = words.map((word) => [low.indexOf(word, from), word.length]).filter(([at]) => at >= 0);
    if (!hits.length) break;
    const [at, length] = hits.sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
    parts.push(text.slice(from, at), el("mark", {}, text.slice(at, at + length)));
    from = at + length;
  }
  return [...parts, text.slice(from)];
};

const partyChips = (row, role) =>
  duban.parties(row)
    .filter((party) => party.role === role)
    .map((party) => el("span", { class: `chip ${role}`, title: [duban.say(`report.${role}`), party.entity, party.line, party.level, party.organ].filter(Boolean).join(" · ") }, el("span", { class: "sign", "aria-hidden": "true" }, SYMBOLS[role]), el("span", { class: "unseen" }, `${duban.say(`report.${role}`)} `), el("bdi", {}, marked(party.name))));

const chips = (row) => {
  const { say } = duban;
  const leads = partyChips(row, "lead");
  const found = [...(leads.length ? leads : [el("span", { class: "chip gap" }, say("report.without_lead"))]), ...partyChips(row, "support")];
  if (row.due || row.rrule) {
    const words = [row.due && duban.day(row.due), row.due_text || row.rrule].filter(Boolean).join(" · ");
    found.push(el("span", { class: "chip due", title: row.rrule }, el("span", { class: "unseen" }, `${say("report.deadline")} `), el("bdi", {}, words), row.due_kind === "soft" ? ` (${say("word.soft")})` : ""));
  }
  for (const [text] of row.metrics || []) found.push(el("span", { class: "chip metric" }, el("span", { class: "unseen" }, `${say("report.metrics")} `), el("bdi", {}, text)));
  for (const [kind, indicator] of row.goals || []) found.push(el("span", { class: "chip metric" }, el("span", { class: "unseen" }, `${say("report.metrics")} `), el("bdi", {}, [indicator, say(`word.${kind}`)].filter(Boolean).join(": "))));
  if (row.problems) found.push(el("span", { class: "chip problem" }, say("word.check")));
  return found;
};

/** Why the row stands there: place, rules, degree, confidence, problems. */
const evidence = (row) => {
  const { say } = duban;
  const pairs = [
    [say("report.place"), duban.place(row.place)],
    [say("report.offsets"), `${row.at[0]}–${row.at[1]}`],
    [say("report.recurrence"), row.rrule],
    [say("report.degree"), `${say(`word.${row.degree}`)} ${(row.degree_words || []).join("、")}`],
    [say("report.rules"), (row.rules || []).map((rule) => row.record.rules[rule]).join(", ")],
    [say("report.confidence"), row.confidence === undefined ? "" : row.confidence.toFixed(2)],
    ...(row.problems || []).map((number) => row.record.problems[number]).map((problem) => [say(`word.${problem.severity || "warning"}`), `${duban.say(problem.code, problem.fields)} ${duban.sayMore(problem.code, problem.fields)}`]),
  ];
  return el("dl", {}, pairs.filter(([, text]) => text).flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, text)]));
};

const details = (row) => {
  const element = el("details", {}, el("summary", {}, duban.say("report.evidence")));
  element.addEventListener("toggle", () => element.open && element.children.length < 2 && element.append(evidence(row)));
  return element;
};

const rowElement = (row) =>
  el(
    "div",
    { class: "row", role: "listitem", "data-position": row.position, "aria-current": row === current ? "true" : null },
    el("a", { class: "number", href: duban.address(row) }, String(row.n), el("span", { class: "glyph" }, duban.say(`report.short.${row.modality}`)), el("span", { class: "unseen" }, ` ${duban.say("report.to_place", { n: row.n })}`)),
    el("div", { class: "body" }, el("p", { class: "where" }, el("bdi", {}, row.record.sections[row.section] || "—"), " · ", el("bdi", {}, row.record.title)), el("p", { class: "words" }, marked(row.text)), el("p", { class: "chips" }, chips(row)), details(row)),
  );

const fillChunk = (chunk) => {
  if (chunk.filled) return;
  chunk.filled = true;
  chunk.element.replaceChildren(...shownRows.slice(chunk.from, chunk.from + CHUNK).map(rowElement));
  chunk.element.style.height = "";
};

const emptyChunk = (chunk) => {
  if (!chunk.filled) return;
  chunk.element.style.height = `${chunk.element.offsetHeight}px`;
  chunk.filled = false;
  chunk.element.replaceChildren();
};

const watch = (list) => {
  if (watcher) watcher.disconnect();
  const byElement = new Map(chunks.map((chunk) => [chunk.element, chunk]));
  watcher = new IntersectionObserver(
    (entries) => entries.forEach((entry) => (entry.isIntersecting ? fillChunk : emptyChunk)(byElement.get(entry.target))),
    { root: getComputedStyle(list).overflowY === "auto" ? list : null, rootMargin: "1200px 0px" },
  );
  for (const chunk of chunks) watcher.observe(chunk.element);
};

/** Shows these rows instead of those before. */
duban.showRows = (found) => {
  shownRows = found;
  const list = byId("rows");
  chunks = [];
  for (let from = 0; from < found.length; from += CHUNK) {
    const element = el("div", { class: "chunk", role: "none" });
    element.style.height = `${Math.min(CHUNK, found.length - from) * GUESS}px`;
    chunks.push({ from, element, filled: false });
  }
  list.replaceChildren(...chunks.map((chunk) => chunk.element));
  if (!found.length) list.replaceChildren(el("p", { class: "none", role: "listitem" }, duban.say("report.none_found")));
  list.scrollTop = 0;
  if (chunks.length) fillChunk(chunks[0]);
  watch(list);
};

duban.currentRow = () => current;
duban.elementOf = (row) => byId("rows").querySelector(`[data-position="${row.position}"]`);

/** Makes a row the current one and brings it into view; filters that hide it are taken away. */
duban.selectRow = (row) => {
  if (!shownRows.includes(row)) duban.setFilters();
  const before = current && duban.elementOf(current);
  if (before) before.removeAttribute("aria-current");
  current = row;
  const chunk = chunks[Math.floor(shownRows.indexOf(row) / CHUNK)];
  fillChunk(chunk);
  const element = duban.elementOf(row);
  element.setAttribute("aria-current", "true");
  element.scrollIntoView({ block: "nearest" });
  return element;
};

/** The row so many steps from the current one, the first where there is none. */
duban.rowBeside = (steps) => {
  const at = current ? shownRows.indexOf(current) : -1;
  return shownRows[at < 0 ? 0 : Math.min(Math.max(at + steps, 0), shownRows.length - 1)] || null;
};

duban.startRows = () => {
  byId("rows").addEventListener("click", (event) => {
    const element = event.target.closest(".row");
    if (!element || event.target.closest("details") || String(window.getSelection())) return;
    event.preventDefault();
    duban.goToPlace(duban.rows[Number(element.dataset.position)]);
  });
  window.addEventListener("beforeprint", () => {
    chunks.slice(0, MOST_PRINTED / CHUNK).forEach(fillChunk);
    if (shownRows.length > MOST_PRINTED) byId("rows").append(el("p", { class: "none cut" }, duban.say("report.print_cut", { kept: MOST_PRINTED, all: shownRows.length })));
  });
  window.addEventListener("afterprint", () => byId("rows").querySelector(".cut")?.remove());
  window.matchMedia("(min-width: 900px)").addEventListener("change", () => watch(byId("rows")));
};
