/* In a form with data-enter-next, Enter goes to the next field; from the last one it sends. */
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-enter-next]");
  if (event.key !== "Enter" || !form || event.ctrlKey || !event.target.matches("input, select")) return;
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(
    (field) => !field.disabled && !field.readOnly && field.checkVisibility(),
  );
  const next = fields[fields.indexOf(event.target) + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select?.();
});
