// Where the data comes from: script elements of this page. A page that is served asks its server here instead.
const inPage = (id) => JSON.parse(document.getElementById(id).textContent);

/** Reads the index and the rows of every document; texts are read when a document is opened. */
duban.load = () => {
  duban.index = inPage("index");
  duban.documents = [];
  duban.rows = [];
  for (let number = 0; number < duban.index.documents; number += 1) {
    const record = inPage(`rows-${number}`);
    record.number = number;
    record.first = duban.rows.length;
    record.title ||= record.name;
    for (const list of ["sections", "units", "rules", "rows", "problems"]) record[list] ||= [];
    duban.documents.push(record);
    for (const row of record.rows) {
      row.record = record;
      row.position = duban.rows.length;
      duban.rows.push(row);
    }
  }
};

/** The text of a document with its parts: {text, flow, labels}. */
duban.loadText = (number) => inPage(`text-${number}`);

/** The parties of a row as {name, entity, line, level, organ, jurisdiction, role, start, end}. */
duban.parties = (row) =>
  ["lead", "support"].flatMap((role) =>
    (row[role] || []).map(([unit, start, end]) => ({ ...row.record.units[unit], role, start, end })),
  );

/** The row of an address: #t3-12 is the task 12 of document 3. */
duban.address = (row) => `#t${row.record.number}-${row.n}`;
duban.rowAt = (address) => {
  const found = /^#t(\d+)-(\d+)$/.exec(address);
  const record = found && duban.documents[Number(found[1])];
  return (record && record.rows.find((row) => row.n === Number(found[2]))) || null;
};
