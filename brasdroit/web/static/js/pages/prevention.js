// A box scanned anywhere on the page goes to the form that reads boxes.
const form = document.querySelector("[data-prevention-scan]");

if (form) {
  document.addEventListener("scanned", (event) => {
    event.preventDefault();
    form.elements.payload.value = event.detail.payload;
    form.requestSubmit();
  });
}
