// Folds the code, sorts and filters the tables. Every page reads whole without it.
(() => {
  const words = document.body.dataset;
  const toggle = document.getElementById("toggle-code");
  document.documentElement.classList.add("scripted");
  if (toggle) toggle.addEventListener("click", () => {
    const open = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", open);
    toggle.textContent = open ? words.hide : words.show;
    document.documentElement.classList.toggle("with-code", open);
    document.querySelectorAll("details.code").forEach((code) => { code.open = open; });
  });

  // What an address points at must be seen, folded or not; so must all that is printed.
  const unfold = (start) => {
    for (let at = start; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };
  const target = () => {
    const wanted = document.querySelector(":target");
    if (!wanted) return;
    unfold(wanted);
    wanted.scrollIntoView();
  };
  addEventListener("hashchange", target);
  addEventListener("beforeprint", () => document.querySelectorAll("main details:not(.code, .behind)").forEach(unfold));
  if (location.hash) target();

  const key = (row, column) => {
    const cell = row.cells[column];
    return cell ? cell.dataset.sort || cell.textContent.trim() : "";
  };
  const compare = (a, b) => {
    const [x, y] = [a, b].map((text) => Number(text.replace(/[,%]/g, "")));
    if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    return (a === "") - (b === "") || a.localeCompare(b, document.documentElement.lang);
  };
  const sortBy = (table, head, column) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => compare(key(a, column), key(b, column)) * (up ? 1 : -1));
    table.tBodies[0].append(...rows);
  };
  const filterBox = (table) => {
    const box = document.createElement("input");
    box.type = "search";
    box.className = "filter";
    box.placeholder = words.filter;
    box.setAttribute("aria-label", `${words.filter}: ${table.caption.textContent.trim()}`);
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase();
      for (const row of table.tBodies[0].rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    });
    table.parentElement.before(box);
  };
  for (const table of document.querySelectorAll("table.data")) {
    if (!table.tHead || !table.tBodies[0]) continue;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (head.tagName !== "TH") return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sortBy(table, head, column));
      head.append(button);
    });
    if (table.tBodies[0].rows.length > 8) filterBox(table);
  }
})();
