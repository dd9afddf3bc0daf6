// The PIN pad: large keys for fingers; the keyboard's digits keep working.
const form = document.querySelector("[data-pin]");

if (form) {
  const input = form.querySelector("[data-pin-input]");
  const pad = form.querySelector("[data-pin-pad]");
  pad.hidden = false;
  form.querySelector("[data-pin-plain]").hidden = true;

  pad.addEventListener("click", (event) => {
    const key = event.target.closest("[data-pin-digit], [data-pin-clear]");
    if (!key) return;
    input.value = "pinClear" in key.dataset ? "" : (input.value + key.dataset.pinDigit).slice(0, 8);
    if ("pinClear" in key.dataset) input.focus();
  });

  // Choosing who one is leads straight to the code; touching the name already chosen leaves what is typed.
  form.addEventListener("change", (event) => {
    if (event.target.name === "membership") {
      input.value = "";
      input.focus();
    }
  });
  form.addEventListener("click", (event) => event.target.name === "membership" && event.detail && input.focus());
}
