/* A button with data-print prints the page: the print style sheet is part of every page. */
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
