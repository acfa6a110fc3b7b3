// Starts the page.
const VIEWS = ["read", "pictures", "problems", "provenance"];

/** Shows one of the views and hides the others. */
duban.showView = (name) => {
  for (const view of VIEWS) byId(`view-${view}`).hidden = view !== name;
  for (const tab of document.querySelectorAll(".tab")) {
    if (tab.dataset.view === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  if (name === "pictures") duban.drawPictures();
  duban.listProblems();
};

const start = () => {
  duban.load();
  duban.startFilters();
  duban.startRows();
  duban.startDocument();
  duban.startPanels();
  duban.startPictures();
  duban.startKeyboard();
  for (const tab of document.querySelectorAll(".tab")) tab.addEventListener("click", () => duban.showView(tab.dataset.view));
  byId("language").addEventListener("click", () => duban.setLanguage(duban.lang === "zh" ? "en" : "zh"));
  byId("print").addEventListener("click", () => window.print());
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  duban.setLanguage(duban.index.lang);
  const first = duban.rows.length ? duban.rows[0].record : duban.documents[0];
  if (first) duban.openDocument(first);
  const row = duban.rowAt(window.location.hash);
  if (row) duban.goToPlace(row);
  document.documentElement.dataset.ready = "true";
};

// The script of the charts stands after this one: wait until all of the page is there.
document.addEventListener("DOMContentLoaded", start);
