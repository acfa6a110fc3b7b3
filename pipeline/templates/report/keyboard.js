// Keys, as the help of the page lists them.
const move = (steps) => {
  const row = duban.rowBeside(steps);
  if (row) duban.selectRow(row).querySelector(".number").focus({ preventScroll: true });
};

const nextThat = (test) => {
  const current = duban.currentRow();
  const from = current ? current.position + 1 : 0;
  const row = [...duban.rows.slice(from), ...duban.rows.slice(0, from)].find(test);
  if (row) duban.goToPlace(row);
};

const KEYS = {
  "/": () => byId("query").focus(),
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  u: () => duban.backToRows(),
  n: () => nextThat((row) => !row.lead),
  p: () => nextThat((row) => row.problems),
  f: () => byId("filters-toggle").click(),
  l: () => byId("language").click(),
  "?": () => byId("help").showModal(),
  1: () => duban.showView("read"),
  2: () => duban.showView("pictures"),
  3: () => duban.showView("problems"),
  4: () => duban.showView("provenance"),
};

const READING = new Set(["/", "j", "k", "ArrowDown", "ArrowUp", "u", "f"]);

const isTyping = (target) => target.closest("input:not([type=checkbox]), select, textarea");

duban.startKeyboard = () => {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
    if (event.key === "Escape" && event.target.id === "query") {
      duban.setFilters();
      byId("rows").focus();
      return;
    }
    if (isTyping(event.target)) return;
    const action = KEYS[event.key];
    const arrow = event.key.startsWith("Arrow") && !event.target.closest("#rows");
    if (!action || arrow || (event.key === "Enter" && !duban.currentRow())) return;
    event.preventDefault();
    if (READING.has(event.key)) duban.showView("read");
    action();
  });
};
