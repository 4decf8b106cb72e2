// Shows a page, tells which words are selected, and passes on the panel's keys.
const points = (text) => [...text].length;

function offset(node, position) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node.childNodes[position] ?? node)
    .closest?.("[data-start]");
  if (!piece) return null;
  const before = node.nodeType === Node.TEXT_NODE ? node.textContent.slice(0, position) : "";
  return Number(piece.dataset.start) + points(before);
}

function render({ model, el }) {
  const page = document.createElement("div");
  page.className = "vaxclaims-page";
  page.tabIndex = 0;
  page.setAttribute("role", "document");
  el.appendChild(page);

  const show = () => {
    page.setAttribute("aria-label", model.get("label"));
    page.innerHTML = model.get("html");
    // scrollIntoView would move the whole notebook; only the page's own box should move.
    const mark = page.querySelector("mark");
    if (mark) page.scrollTop = mark.offsetTop - page.offsetTop - page.clientHeight / 3;
  };
  model.on("change:html", show);
  show();

  const selected = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!page.contains(range.startContainer) || !page.contains(range.endContainer)) return;
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    model.set("selection", [start, end]);
    model.save_changes();
  };
  document.addEventListener("selectionchange", selected);

  let panel = null;
  const pressed = (event) => {
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !model.get("shortcuts").includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    model.send({ key: event.key });
  };
  requestAnimationFrame(() => {
    panel = el.closest(".vaxclaims-panel") ?? el;
    // JupyterLab's own shortcuts would insert and delete cells on the same keys.
    panel.setAttribute("data-lm-suppress-shortcuts", "true");
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", model.get("title"));
    panel.addEventListener("keydown", pressed);
  });
  return () => {
    document.removeEventListener("selectionchange", selected);
    panel?.removeEventListener("keydown", pressed);
  };
}

export default { render };
