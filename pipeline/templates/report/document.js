// A document as it reads, with what was found in it marked in place.
let opened = null;

const LEVELS = ["h4", "h5", "h6"];

/** Everything that is marked in a document: {start, end, kind, row}. */
const marksOf = (record, labels) => {
  const marks = labels.map(([start, end]) => ({ start, end, kind: "label" }));
  for (const row of record.rows) {
    marks.push({ start: row.at[0], end: row.at[1], kind: "task", row });
    for (const party of duban.parties(row)) marks.push({ start: party.start, end: party.end, kind: party.role, row });
    if (row.due_at) marks.push({ start: row.due_at[0], end: row.due_at[1], kind: "due", row });
    for (const metric of [...(row.metrics || []), ...(row.goals || [])]) marks.push({ start: metric.at(-2), end: metric.at(-1), kind: "metric", row });
  }
  record.problems.forEach((problem, number) => problem.at && marks.push({ start: problem.at[0], end: problem.at[1], kind: "problem", problem: number }));
  return marks.sort((a, b) => a.start - b.start || b.end - a.end);
};

/** A piece of text under the marks that cover it, tasks apart. */
const piece = (text, marks) => {
  const kinds = [...new Set(marks.map((mark) => mark.kind))];
  if (!kinds.length) return el("span", {}, text);
  const rows = [...new Set(marks.filter((mark) => mark.row).map((mark) => mark.row.n))].join(" ");
  const problem = marks.find((mark) => mark.kind === "problem");
  const starts = marks.filter((mark) => mark.opens).map((mark) => mark.kind);
  const names = kinds.filter((kind) => kind !== "label" && duban.index.messages[`report.${kind}`]).map((kind) => duban.say(`report.${kind}`));
  return el("span", { class: [...kinds, ...starts.map((kind) => `begins-${kind}`)].join(" "), "data-rows": rows || null, "data-problem": problem ? problem.problem : null, title: names.join(" · ") || null }, text);
};

const numberOf = (row) =>
  el("a", { class: "number", href: duban.address(row), id: `task-${row.n}`, "data-row": row.n }, String(row.n), row.modality === "must" ? "" : el("span", { class: "glyph" }, duban.say(`report.short.${row.modality}`)), el("span", { class: "unseen" }, ` ${duban.say("report.to_row", { n: row.n, modality: duban.say(`word.${row.modality}`) })}`));

/** The content of a stretch of text, cut wherever a mark begins or ends. */
const content = (text, start, end, marks) => {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start);
  const cuts = [...new Set([start, end, ...inside.flatMap((mark) => [mark.start, mark.end]).filter((at) => at > start && at < end)])].sort((a, b) => a - b);
  const nodes = [];
  let task = null;
  for (let index = 0; index < cuts.length - 1; index += 1) {
    const [from, to] = [cuts[index], cuts[index + 1]];
    const over = inside.filter((mark) => mark.start <= from && mark.end >= to);
    const owner = over.find((mark) => mark.kind === "task");
    if (owner && (!task || task.row !== owner.row)) {
      task = { row: owner.row, element: el("span", { class: `task ${owner.row.modality}${owner.row.lead ? "" : " unowned"}`, "data-row": owner.row.n }) };
      if (owner.start === from) task.element.append(numberOf(owner.row));
      nodes.push(task.element);
    }
    if (!owner) task = null;
    const made = piece(text.slice(from, to), over.filter((mark) => mark.kind !== "task").map((mark) => ({ ...mark, opens: mark.start === from })));
    if (task) task.element.append(made);
    else nodes.push(made);
  }
  return nodes;
};

/** Marks of each stretch without looking through all of them: they are sorted, stretches come in order. */
const sweep = (marks) => {
  let from = 0;
  return (start, end) => {
    while (from < marks.length && marks[from].start < start - 4000) from += 1;
    const found = [];
    for (let at = from; at < marks.length && marks[at].start < end; at += 1) if (marks[at].end > start) found.push(marks[at]);
    return found;
  };
};

const tableElement = (rows, inside) =>
  el("div", { class: "table" }, el("table", {}, rows.map((cells, number) =>
    el("tr", {}, cells.map(([start, end, down, across]) =>
      el(number ? "td" : "th", { rowspan: down > 1 ? down : null, colspan: across > 1 ? across : null, scope: number ? null : "col" }, inside(start, end)))))));

const partElement = (part, inside) => {
  const [kind, start, end, level] = part;
  if (kind === "table") return tableElement(start, inside);
  if (kind === "title") return el("p", { class: "title" }, inside(start, end));
  if (kind === "heading") return el(LEVELS[Math.min(level, LEVELS.length) - 1], {}, inside(start, end));
  return el("p", { class: kind }, inside(start, end));
};

const legend = () => {
  const { say } = duban;
  const sample = (className, text) => el("li", {}, el("span", { class: className }, text));
  return el("ul", { class: "legend", "aria-label": say("report.legend") },
    ["must", "strive", "encourage", "prohibit"].map((key) => sample(`task ${key}`, say(`word.${key}`))),
    sample("lead begins-lead", say("report.lead")), sample("support begins-support", say("report.support")),
    sample("due begins-due", say("report.deadline")), sample("metric begins-metric", say("report.metrics")), sample("problem", say("report.problem")));
};

const headElement = (record) => {
  const facts = [record.document_number, (record.issuers || []).join("、"), record.level, record.region, record.signed || record.published, record.name];
  return el("div", { class: "head" }, el("h3", {}, record.title), el("p", { class: "facts" }, facts.filter(Boolean).map((fact) => el("bdi", {}, fact))), legend());
};

/** Opens a document, unless it is open. */
duban.openDocument = (record) => {
  if (opened === record) return;
  opened = record;
  byId("open").value = String(record.number);
  const { text, flow = [], labels = [] } = duban.loadText(record.number);
  const near = sweep(marksOf(record, labels));
  const inside = (start, end) => content(text, start, end, near(start, end));
  byId("text").replaceChildren(headElement(record), el("div", { class: "page", lang: "zh-CN" }, flow.map((part) => partElement(part, inside))));
  byId("text").scrollTop = 0;
};

/** From a row to its place: opens the document, shows the task and what belongs to it. */
duban.goToPlace = (row) => {
  duban.showView("read");
  duban.selectRow(row);
  duban.openDocument(row.record);
  byId("view-read").classList.add("shows-document");
  const page = byId("text");
  for (const element of page.querySelectorAll(".active")) element.classList.remove("active");
  for (const element of page.querySelectorAll(`[data-row="${row.n}"], [data-rows~="${row.n}"]`)) element.classList.add("active");
  history.replaceState(null, "", duban.address(row));
  bringIntoView(byId(`task-${row.n}`));
};

const bringIntoView = (element) => {
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
};

/** From a place to its row. */
const goToRow = (number) => {
  const row = opened.rows.find((each) => each.n === Number(number));
  byId("view-read").classList.remove("shows-document");
  const element = duban.selectRow(row);
  history.replaceState(null, "", duban.address(row));
  element.querySelector(".number").focus({ preventScroll: true });
};

/** Opens a document at a problem. */
duban.goToProblem = (record, number) => {
  duban.showView("read");
  duban.openDocument(record);
  byId("view-read").classList.add("shows-document");
  const page = byId("text");
  for (const element of page.querySelectorAll(".active")) element.classList.remove("active");
  const element = page.querySelector(`[data-problem="${number}"]`);
  if (!element) return;
  element.classList.add("active");
  element.tabIndex = -1;
  bringIntoView(element);
};

const renewDocument = () => {
  const record = opened;
  const at = byId("text").scrollTop;
  opened = null;
  byId("open").replaceChildren(...duban.documents.map((each) => el("option", { value: String(each.number) }, duban.shown(each.title))));
  if (record) duban.openDocument(record);
  byId("text").scrollTop = at;
};

duban.startDocument = () => {
  duban.onLanguage.push(renewDocument);
  byId("open").addEventListener("change", (event) => duban.openDocument(duban.documents[Number(event.target.value)]));
  const step = (by) => opened && duban.documents[opened.number + by] && duban.openDocument(duban.documents[opened.number + by]);
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("back").addEventListener("click", () => duban.backToRows());
  byId("text").addEventListener("click", (event) => {
    if (String(window.getSelection())) return;
    const task = event.target.closest("[data-row]");
    const other = event.target.closest("[data-rows]");
    if (!task && !other) return;
    event.preventDefault();
    goToRow(task ? task.dataset.row : other.dataset.rows.split(" ")[0]);
  });
};

/** On a narrow screen, from the document to the list. */
duban.backToRows = () => {
  byId("view-read").classList.remove("shows-document");
  const row = duban.currentRow();
  if (row) duban.selectRow(row).querySelector(".number").focus();
};
