/* Native dialogs and popovers: what opens them, and where a menu stands. */
import { onEach } from "./page.js";

const GAP = 4;

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(`dialog-${opener.dataset.dialog}`)?.showModal();
  event.target.closest("[data-dialog-close]")?.closest("dialog")?.close();
});

onEach("dialog[data-open]", (dialog) => dialog.showModal());

/** Beside its button: below when there is room, above otherwise, never outside the window. */
const place = (menu) => {
  const button = document.querySelector(`[popovertarget="${menu.id}"]`);
  if (!button || menu.matches(".phone-menu")) return;
  const anchor = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + GAP + height <= innerHeight;
  menu.style.top = `${Math.max(GAP, below ? anchor.bottom + GAP : anchor.top - GAP - height)}px`;
  menu.style.left = `${Math.max(GAP, Math.min(anchor.left, innerWidth - width - GAP))}px`;
};

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("[data-menu]") || event.newState !== "open") return;
  place(menu);
  menu.querySelector("a, button")?.focus();
}, true);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("[data-menu]");
  if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const entries = [...menu.querySelectorAll("a, button")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  entries.at((entries.indexOf(document.activeElement) + step) % entries.length)?.focus();
});
