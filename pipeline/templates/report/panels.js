// The panels beside reading: problems with their remedies, and where the results come from.
const problemElement = (problem, record, number) => {
  const { say } = duban;
  const severity = problem.severity || "warning";
  const where = [problem.section, duban.place(problem.place)].filter(Boolean).join(" · ");
  return el("li", { class: `problem-item ${severity}` },
    el("span", { class: "severity" }, say(`word.${severity}`)),
    el("div", {},
      el("p", { class: "says" }, el("bdi", {}, say(problem.code, problem.fields))),
      el("p", { class: "remedy" }, el("bdi", {}, duban.sayMore(problem.code, problem.fields))),
      el("p", { class: "where" }, el("bdi", {}, where), record && problem.at ? el("button", { type: "button", class: "link", onclick: () => duban.goToProblem(record, number) }, say("report.show_place")) : "")));
};

let listedIn = "";

/** Lists the problems, if they are not listed in this language: thousands of lines that most readers never open. */
duban.listProblems = () => {
  if (listedIn === duban.lang || byId("view-problems").hidden) return;
  listedIn = duban.lang;
  const failed = duban.index.files.filter((file) => file.problem);
  const unread = failed.flatMap((file) => [el("li", { class: "file-name" }, el("bdi", {}, file.name)), problemElement(file.problem, null, 0)]);
  const groups = failed.length ? [el("section", {}, el("h3", {}, duban.say("report.failed")), el("ul", {}, unread))] : [];
  for (const record of duban.documents.filter((each) => each.problems.length)) {
    groups.push(el("section", {}, el("h3", {}, el("bdi", {}, record.title)), el("ul", {}, record.problems.map((problem, number) => problemElement(problem, record, number)))));
  }
  byId("problems").replaceChildren(...(groups.length ? groups : [el("p", {}, duban.say("report.no_problems"))]));
};

const showProvenance = () => {
  const { say, index } = duban;
  const scope = Object.entries(index.scope || {}).map(([name, value]) => `${name} = ${[value].flat().join(", ")}`).join("; ");
  const facts = [["report.program", index.program], ["report.rules_version", index.rules], ["report.scope", scope || say("report.all")], ["report.shown", `${index.documents} / ${index.all}`]];
  const files = index.files.map((file) => [el("bdi", {}, file.name), el("code", {}, file.sha256 || "—"), el("code", {}, file.rules || "—"), file.options || "—"]);
  const note = index.files_all > index.files.length ? el("p", {}, say("report.files_cut", { kept: index.files.length, all: index.files_all })) : "";
  byId("provenance").replaceChildren(
    el("dl", { class: "facts-list" }, facts.flatMap(([code, text]) => [el("dt", {}, say(code)), el("dd", {}, text)])),
    el("p", { class: "note" }, say("report.provenance_note")), note,
    el("div", { class: "table", tabindex: "0", role: "region", "aria-label": say("report.files") }, duban.table([say("report.file"), "SHA-256", say("report.fingerprint"), say("report.options")], files, say("report.files"))));
};

const showCounts = () => {
  const { say, index } = duban;
  const count = (test) => duban.rows.filter(test).length;
  const pairs = [["report.documents", index.documents], ["report.tasks", duban.rows.length], ["report.without_lead", count((row) => !row.lead)], ["report.without_deadline", count((row) => !row.due && !row.rrule)], ["report.with_problems", count((row) => row.problems)]];
  byId("counts").replaceChildren(...pairs.map(([code, number]) => el("div", {}, el("dt", {}, say(code)), el("dd", {}, number.toLocaleString("en")))));
  const limited = byId("limited");
  limited.hidden = index.all <= index.documents;
  limited.textContent = say("report.limited", { kept: index.documents, all: index.all });
  const problems = duban.documents.reduce((sum, record) => sum + record.problems.length, index.files.filter((file) => file.problem).length);
  document.querySelector("[data-amount=problems]").textContent = problems ? ` ${problems}` : "";
};

const HELP_KEYS = [["/", "search"], ["j ↓", "next"], ["k ↑", "previous"], ["Enter", "go"], ["u", "up"], ["n", "unowned"], ["p", "problem"], ["f", "filters"], ["1–4", "views"], ["l", "language"], ["Esc", "escape"], ["?", "help"]];

const showHelp = () =>
  byId("help-body").replaceChildren(
    el("p", {}, duban.say("report.about")),
    el("dl", { class: "keys" }, HELP_KEYS.flatMap(([keys, code]) => [el("dt", {}, keys.split(" ").map((key) => el("kbd", {}, key))), el("dd", {}, duban.say(`report.key.${code}`))])));

duban.startPanels = () => duban.onLanguage.push(showCounts, duban.listProblems, showProvenance, showHelp);
