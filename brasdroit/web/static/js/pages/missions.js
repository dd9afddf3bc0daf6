// The matrix: presets tick at once, and the bar says what would change.
const form = document.querySelector("[data-missions]");

function counted(number, word) {
  return `${number} mission${number > 1 ? "s" : ""} ${word}`;
}

function tell() {
  const status = form.querySelector("[data-missions-change]");
  const boxes = [...form.querySelectorAll('input[name="cell"]')];
  const added = boxes.filter((box) => box.checked && !("was" in box.dataset)).length;
  const removed = boxes.filter((box) => !box.checked && "was" in box.dataset).length;
  boxes.forEach((box) => box.closest("td").toggleAttribute("data-changed", box.checked !== ("was" in box.dataset)));
  const parts = [added && counted(added, "de plus"), removed && counted(removed, "de moins")].filter(Boolean);
  status.textContent = parts.length ? `${parts.join(", ")}.` : "Cochez ce que vous confiez, décochez ce que vous retirez.";
}

if (form?.querySelector("[data-missions-change]")) {
  form.addEventListener("change", tell);
  form.addEventListener("click", (event) => {
    const preset = event.target.closest("[data-preset]");
    if (!preset) return;
    event.preventDefault();
    const wanted = new Set(preset.dataset.preset.trim().split(" ").map((code) => `${preset.dataset.person}:${code}`));
    form.querySelectorAll(`input[name="cell"][value^="${preset.dataset.person}:"]`).forEach((box) => {
      box.checked = wanted.has(box.value);
    });
    tell();
  });
  tell();
}
