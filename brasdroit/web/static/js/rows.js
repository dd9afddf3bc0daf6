/* Lists by keyboard: arrows go from row to row, down from the filter into the list. */
const ROWS = ":scope > :is(tr, li, a, div, [data-row])";
const target = (row) => (row.matches("a, button") ? row : row.querySelector("a[href], button, input, summary"));
const stops = (list) => [...list.querySelectorAll(ROWS)].map(target).filter((element) => element && element.checkVisibility());

const move = (list, from, step) => {
  const all = stops(list);
  const row = all.findIndex((stop) => stop === from || stop.closest("tr, li, [data-row]")?.contains(from));
  return all[Math.min(all.length - 1, Math.max(0, row + step))];
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const fromFilter = event.target.closest?.("[data-filter-input]") && event.key === "ArrowDown";
  const list = fromFilter ? document.querySelector("[data-rows]") : event.target.closest?.("[data-rows]");
  if (!list || event.target.matches("textarea, select, [role=combobox]")) return;
  const next = fromFilter ? stops(list)[0] : move(list, event.target, event.key === "ArrowDown" ? 1 : -1);
  if (!next) return;
  event.preventDefault();
  next.focus();
});
