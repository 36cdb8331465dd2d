// Builds tables and lists. Text is only ever set as text, so that nothing an event brought is taken for markup.

export function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

export function link(text, href) {
  const made = element("a", text);
  made.href = href;
  return made;
}

// Rows of cells below a head; a cell is a text, a number, or an element. The caption stays.
export function fillTable(table, head, rows, empty) {
  const top = element("tr");
  for (const name of head) {
    const cell = element("th", name);
    cell.scope = "col";
    top.append(cell);
  }
  const body = element("tbody");
  for (const row of rows) {
    const line = element("tr");
    row.forEach((cell, i) => {
      const box = element("td", undefined, typeof cell === "number" ? "number" : "");
      box.append(typeof cell === "number" ? cell.toLocaleString() : cell);
      line.append(box);
      if (typeof cell === "number") top.children[i].className = "number";
    });
    body.append(line);
  }
  if (rows.length === 0) {
    const box = element("td", empty, "empty");
    box.colSpan = head.length;
    const line = element("tr");
    line.append(box);
    body.append(line);
  }
  const thead = element("thead");
  thead.append(top);
  table.replaceChildren(table.caption ?? "", thead, body);
}

export function fillFacts(list, facts) {
  list.replaceChildren(...facts.map(([name, value]) => {
    const pair = element("div");
    pair.append(element("dt", name), element("dd", value));
    return pair;
  }));
}
