/* Short messages: from `HX-Trigger: {"notice": …}`, from other modules, from failed requests. Undo is one POST. */
import { csrfToken, say } from "./page.js";

const SHOWN_MS = 6000;
const SHOWN_WITH_UNDO_MS = 12000;
const MOST = 3;

// While a dialog is open the rest of the page is behind its backdrop and inert: messages are said inside it.
const area = document.querySelector("[data-notices]");
const comeHome = () => {
  const home = document.querySelector("dialog:modal") ?? document.body;
  if (area && area.parentElement !== home) home.append(area);
};
document.addEventListener("close", comeHome, true);
document.addEventListener("htmx:afterSwap", comeHome); // what was swapped may have held the dialog, and the messages with it

const undo = async (notice, address) => {
  notice.remove();
  const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" } });
  if (!answer.ok) return say("L’annulation n’a pas abouti. Rouvrez la page pour voir où en est la fiche.", { tone: "alert" });
  const target = answer.headers.get("HX-Redirect");
  if (target) location.assign(target);
  else location.reload();
};

const leaveLater = (notice, delay) => {
  let timer = setTimeout(() => notice.remove(), delay);
  const hold = () => clearTimeout(timer);
  const release = () => (timer = setTimeout(() => notice.remove(), delay));
  ["mouseenter", "focusin"].forEach((name) => notice.addEventListener(name, hold));
  ["mouseleave", "focusout"].forEach((name) => notice.addEventListener(name, release));
};

document.addEventListener("notice", (event) => {
  const template = document.getElementById("notice-template");
  if (!area || !template) return;
  const { text, tone = "info", undo: address = "", stay = false, links = [] } = event.detail;
  const notice = template.content.firstElementChild.cloneNode(true);
  notice.dataset.tone = tone;
  notice.querySelector("p").textContent = text;
  for (const { label, href } of links) notice.querySelector("p").append(" ", Object.assign(document.createElement("a"), { textContent: label, href }));
  notice.querySelector("[data-notice-close]").addEventListener("click", () => notice.remove());
  const button = notice.querySelector("[data-notice-undo]");
  button.hidden = !address;
  button.addEventListener("click", () => undo(notice, address));
  comeHome();
  area.append(notice);
  while (area.children.length > MOST) area.firstElementChild.remove();
  if (!stay && tone !== "alert") leaveLater(notice, address ? SHOWN_WITH_UNDO_MS : SHOWN_MS);
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (!xhr.getResponseHeader("HX-Trigger")) say(`La page n’a pas répondu (${xhr.status}). Votre saisie est toujours là : réessayez.`, { tone: "alert" });
});
document.addEventListener("htmx:sendError", () =>
  say("Pas de réseau : rien n’est parti. Votre saisie reste à l’écran, réessayez dans un instant.", { tone: "alert" }),
);
