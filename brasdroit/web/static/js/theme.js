/* Light or dark: as the system says, until a person chooses; the choice is a cookie, so the first paint is right. */
const ORDER = ["auto", "light", "dark"];
const WORDS = { auto: "Apparence : celle de l’ordinateur", light: "Apparence : claire", dark: "Apparence : sombre" };
const A_YEAR = 31536000;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (!button) return;
  const root = document.documentElement;
  const next = ORDER[(ORDER.indexOf(root.dataset.theme) + 1) % ORDER.length];
  root.dataset.theme = next;
  document.cookie = `theme=${next};path=/;max-age=${A_YEAR};samesite=lax`;
  document.querySelectorAll("[data-theme-choice] span").forEach((label) => (label.textContent = WORDS[next]));
});
