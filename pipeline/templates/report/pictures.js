// The pictures: specifications that are filled with data and words, drawn by Vega when their view is opened.
let drawnIn = "";

const inWords = (value) => {
  if (Array.isArray(value)) return value.map(inWords);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inWords(each)]));
  return typeof value === "string" && value.startsWith("@") && value.slice(1) in duban.index.messages ? duban.say(value.slice(1)) : value;
};

const rowsOf = (name) => (duban.index.datasets[name] || []).map((row) => (row.label ? { ...row, label: duban.say(row.label) } : row));

const filledSpec = (name) => {
  const spec = inWords(duban.index.charts[name]);
  if (Array.isArray(spec.data)) return { ...spec, data: spec.data.map((entry) => ({ ...entry, values: rowsOf(entry.name) })) };
  return { ...spec, datasets: { [spec.data.name]: rowsOf(spec.data.name) } };
};

const dataTable = (name) => {
  const rows = rowsOf(name === "network" ? "links" : name);
  const { say } = duban;
  const nodes = rowsOf("nodes");
  const columns = {
    timeline: [["report.axis.month", "period"], ["report.axis.kind", "label"], ["report.axis.tasks", "tasks"]],
    months: [["report.axis.month_open", "month"], ["report.axis.kind", "label"], ["report.axis.tasks", "tasks"]],
    units: [["report.axis.unit", "name"], ["report.axis.role", "label"], ["report.axis.tasks", "tasks"]],
    gaps: [["report.axis.document", "title"], ["report.axis.gap", "label"], ["report.axis.tasks", "tasks"], ["report.axis.of", "total"]],
    network: [["report.lead", (row) => nodes[row.source].name], ["report.support", (row) => nodes[row.target].name], ["report.axis.tasks", "tasks"]],
  }[name];
  const cell = (row, field) => String(typeof field === "function" ? field(row) : row[field]);
  const element = el("details", {}, el("summary", {}, say("report.as_table")));
  element.addEventListener("toggle", () => {
    if (!element.open || element.children.length > 1) return;
    const table = duban.table(columns.map(([code]) => say(code)), rows.map((row) => columns.map(([, field]) => cell(row, field))), say(`report.${name}`));
    element.append(el("div", { class: "table", tabindex: "0", role: "region", "aria-label": say(`report.${name}`) }, table));
  });
  return element;
};

/** What a click on a mark filters by. */
const wantedBy = (name, datum) => {
  const row = datum.datum || datum;
  if (name === "timeline") return { due: row.period };
  if (name === "months") return { due: row.period };
  if (name === "gaps") {
    const document = duban.documents.find((record) => record.name === row.document);
    return { document: String(document.number), ...{ lead: { unowned: true }, deadline: { due: "none" }, metric: { metric: "none" } }[row.gap] };
  }
  return row.unit ? { unit: row.unit, ...(name === "units" && row.role ? { role: row.role } : {}) } : null;
};

/** Names beside bars leave room for the bars; the network takes the room that there is. */
const fitted = (spec, width) => {
  const axis = spec.encoding?.y?.axis;
  if (axis?.labelLimit) axis.labelLimit = Math.min(axis.labelLimit, Math.round(width * 0.38));
  if (Array.isArray(spec.data)) spec.width = Math.max(spec.width, width - 60);
  return spec;
};

const drawOne = async (name, place) => {
  const options = { ast: true, renderer: "svg", config: duban.index.config, actions: { export: true, source: false, compiled: false, editor: false }, downloadFileName: `duban-${name}`, i18n: { SVG_ACTION: duban.say("report.save_svg"), PNG_ACTION: duban.say("report.save_png"), CLICK_TO_VIEW_ACTIONS: duban.say("report.save") } };
  const { view } = await window.vegaEmbed(place, fitted(filledSpec(name), place.clientWidth), options);
  place.querySelector("svg").setAttribute("aria-hidden", "true"); // the caption and the table of data say the same
  place.querySelector("summary").setAttribute("aria-label", duban.say("report.save"));
  place.scrollLeft = (place.scrollWidth - place.clientWidth) / 2;
  view.addEventListener("click", (_, item) => {
    const wanted = item && item.datum && wantedBy(name, item.datum);
    if (!wanted) return;
    duban.showView("read");
    duban.setFilters(wanted);
  });
};

const figure = (name) => {
  const place = el("div", { class: "chart" });
  const caption = el("figcaption", { id: `caption-${name}` }, el("h3", {}, duban.say(`report.${name}`)), el("p", {}, duban.say(`report.about.${name}`)));
  const shownIn = el("figure", { class: name, "aria-labelledby": `caption-${name}` }, caption, place, dataTable(name));
  return [shownIn, () => drawOne(name, place)];
};

/** Draws the pictures, if they are not drawn in this language. */
duban.drawPictures = async () => {
  if (drawnIn === duban.lang) return;
  drawnIn = duban.lang;
  const figures = Object.keys(duban.index.charts).map(figure);
  const missing = window.vegaEmbed ? [] : [el("p", { class: "note" }, duban.say("report.no_charts"))];
  byId("pictures").replaceChildren(...missing, ...figures.map(([element]) => element));
  if (window.vegaEmbed) for (const [, draw] of figures) await draw();
  byId("pictures").dataset.drawn = duban.lang;
};

duban.startPictures = () => duban.onLanguage.push(() => !byId("view-pictures").hidden && duban.drawPictures());
