/* Keys: `/` filters, `?` shows the keys of the page, data-key presses its element, digits choose a proposal. */
import { isTyping } from "./page.js";

const SCANNER_MS = 60; // a scanner sends its next character sooner: what it types is no command
const visible = (element) => element.checkVisibility?.() ?? true;
const dialogOpen = () => document.querySelector("dialog[open]");

const pressed = (event) => {
  const modifiers = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : ""].filter(Boolean);
  const key = event.altKey && event.code.startsWith("Key") ? event.code.slice(3) : event.key;
  return [...modifiers, key.length === 1 ? key.toLowerCase() : key].join("+");
};

const keyed = (key) =>
  [...(dialogOpen() ?? document).querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key.toLowerCase() === key.toLowerCase() && visible(element) && !element.disabled,
  );

const digit = (key) => {
  const list = [...document.querySelectorAll("[data-digits]")].find(visible);
  const choices = list ? [...list.querySelectorAll("a[href], button, input[type=radio]")].filter(visible) : [];
  return choices[Number(key) - 1];
};

const single = (key) => {
  if (key === "/") return [document.querySelector("[data-filter-input]"), "focus"];
  if (key === "?") return [document.querySelector("[data-keys]"), "click"];
  return [keyed(key) ?? (/^[1-9]$/.test(key) ? digit(key) : null), "click"];
};

let waiting = 0;
document.addEventListener("keydown", (event) => {
  clearTimeout(waiting);
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const key = pressed(event);
  if (key.includes("+") && key.length > 1) {
    const element = keyed(key);
    if (!element) return;
    event.preventDefault();
    return element.click();
  }
  if (isTyping(event.target) || key.length !== 1 || event.target.closest?.("dialog, [popover]")) return;
  const [element, act] = single(key);
  if (!element) return;
  event.preventDefault();
  waiting = setTimeout(() => element[act](), SCANNER_MS);
});

const row = (keys, text) => {
  const term = document.createElement("dt");
  const mark = document.createElement("kbd");
  mark.textContent = keys.replace("Ctrl+", "Ctrl ").replace("Alt+", "Alt ").replace("Enter", "Entrée");
  term.append(mark);
  const meaning = document.createElement("dd");
  meaning.textContent = text;
  return [term, meaning];
};

const everywhere = [
  ["Ctrl+K", "chercher un patient, une action, une page"],
  ["/", "filtrer la liste"],
  ["↑ ↓", "aller d’une ligne à l’autre"],
  ["1 à 9", "choisir une proposition"],
  ["Échap", "fermer"],
];

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keys]")) return;
  const dialog = document.getElementById("keys");
  const own = [...document.querySelectorAll("[data-key]")].filter(visible);
  const rows = own.map((element) => row(element.dataset.key, element.textContent.trim()));
  dialog.querySelector("[data-keys-list]").replaceChildren(...[...rows, ...everywhere.map(([keys, text]) => row(keys, text))].flat());
  dialog.showModal();
});
