/* A button with data-copy puts its text on the clipboard and says so. */
import { say } from "./page.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say("Copié.", { tone: "ok" });
  } catch {
    say("La copie n’est pas permise ici : sélectionnez le texte, puis Ctrl C.", { tone: "wait" });
  }
});
