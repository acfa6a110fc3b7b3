// Which rows are shown: search words and filters, all of which must hold.
const { byId, el } = duban;

const plain = (text) => text.normalize("NFKC").toLowerCase();

const haystack = (row) =>
  (row.hay ||= plain(
    [row.text, row.record.sections[row.section], row.due_text, row.record.title, row.record.name, ...duban.parties(row).flatMap((party) => [party.name, party.entity])]
      .filter(Boolean)
      .join("\n"),
  ));

const DUE = {
  any: (row) => row.due || row.rrule,
  none: (row) => !row.due && !row.rrule,
  open: (row) => (row.due || "").startsWith("XXXX"),
  recurring: (row) => row.rrule,
  hard: (row) => row.due_kind === "hard",
  soft: (row) => row.due_kind === "soft",
};
const METRIC = { any: (row) => row.metrics, goal: (row) => row.goals, none: (row) => !row.metrics && !row.goals };

const byParty = ({ unit, role, line, level }) => {
  if (!unit && !role && !line && !level) return null;
  return (row) =>
    duban.parties(row).some(
      (party) =>
        (!unit || party.entity === unit) && (!role || party.role === role) && (!line || party.line === line) && (!level || party.level === level),
    );
};

/** What is filtered by now, from the fields of the form. */
const state = () => ({
  words: plain(byId("query").value).split(/\s+/).filter(Boolean),
  document: byId("filter-document").value,
  unit: byId("filter-unit").value.trim(),
  role: byId("filter-role").value,
  line: byId("filter-line").value,
  level: byId("filter-level").value,
  due: byId("filter-due").value,
  modality: byId("filter-modality").value,
  metric: byId("filter-metric").value,
  unowned: byId("filter-unowned").checked,
  checked: byId("filter-checked").checked,
});

const tests = (wanted) => {
  const party = byParty(wanted);
  const due = wanted.due && (DUE[wanted.due] || ((row) => (row.due || "").startsWith(wanted.due)));
  return [
    wanted.document && ((row) => String(row.record.number) === wanted.document),
    wanted.modality && ((row) => row.modality === wanted.modality),
    wanted.metric && METRIC[wanted.metric],
    wanted.unowned && ((row) => !row.lead),
    wanted.checked && ((row) => row.problems),
    due,
    party,
    wanted.words.length && ((row) => wanted.words.every((word) => haystack(row).includes(word))),
  ].filter(Boolean);
};

/** The words that are searched for, for marking them. */
duban.searched = () => state().words;

/** Filters anew and shows what is left. */
duban.applyFilters = () => {
  const wanted = state();
  const all = tests(wanted);
  const found = all.length ? duban.rows.filter((row) => all.every((test) => test(row))) : duban.rows;
  const active = Object.entries(wanted).filter(([name, value]) => name !== "words" && value).length;
  byId("filters-active").textContent = active ? ` ${active}` : "";
  byId("clear").hidden = !all.length;
  byId("found").textContent = duban.say("report.found", { count: found.length, all: duban.rows.length });
  duban.showRows(found);
};

/** Empties the form; `wanted` are values for some of its fields, by the ends of their ids. */
duban.setFilters = (wanted = {}) => {
  byId("filters").reset();
  for (const [name, value] of Object.entries(wanted)) {
    const field = byId(`filter-${name}`);
    if (field.type === "checkbox") field.checked = value;
    else {
      if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) field.append(el("option", { value }, value));
      field.value = value;
    }
  }
  duban.applyFilters();
};

const options = (id, pairs) => {
  const field = byId(id);
  const kept = field.value;
  field.replaceChildren(...[["", duban.say("report.all")], ...pairs].map(([value, label]) => el("option", { value }, duban.shown(label))));
  field.value = kept;
};

const counted = (values) => {
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
};

const fillOptions = () => {
  const { say } = duban;
  const parties = duban.rows.flatMap(duban.parties);
  const with_count = (pairs) => pairs.map(([value, count]) => [value, `${value} (${count})`]);
  options("filter-document", duban.documents.map((record) => [String(record.number), record.title]));
  options("filter-role", ["lead", "support"].map((role) => [role, say(`report.${role}`)]));
  options("filter-line", with_count(counted(parties.map((party) => party.line))));
  const levels = new Set(parties.map((party) => party.level));
  options("filter-level", ["中央", "省", "市", "县", "乡", "村"].filter((level) => levels.has(level)).map((level) => [level, level]));
  const years = counted(duban.rows.map((row) => row.due && !row.due.startsWith("XXXX") && row.due.slice(0, 4))).sort();
  options("filter-due", [...Object.keys(DUE).map((key) => [key, say(`report.due.${key}`)]), ...with_count(years)]);
  options("filter-modality", ["must", "strive", "encourage", "prohibit"].map((key) => [key, say(`word.${key}`)]));
  options("filter-metric", Object.keys(METRIC).map((key) => [key, say(`report.metric.${key}`)]));
  byId("units").replaceChildren(...counted(parties.map((party) => party.entity)).slice(0, 2000).map(([value, count]) => el("option", { value, label: `${duban.shown(value)} (${count})` })));
};

duban.startFilters = () => {
  duban.onLanguage.push(() => {
    fillOptions();
    duban.applyFilters();
  });
  let waiting = 0;
  byId("filters").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(duban.applyFilters, 120);
  });
  byId("filters").addEventListener("submit", (event) => {
    event.preventDefault();
    duban.applyFilters();
  });
  byId("clear").addEventListener("click", () => duban.setFilters());
  const fields = byId("filter-fields");
  const toggle = byId("filters-toggle");
  const show = (open) => {
    fields.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
  };
  toggle.addEventListener("click", () => show(fields.hidden));
  show(window.innerWidth >= 900);
};
