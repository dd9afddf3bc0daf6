/* A form that is not complete is not sent: each field says beside itself, in French, what it needs. The browser's own bubbles
   speak the browser's language and vanish; the server checks everything again. */
import { onEach } from "./page.js";

const MISSING = { radio: "Choisissez une réponse.", checkbox: "Cochez cette case pour continuer.", file: "Choisissez un fichier.", "select-one": "Choisissez dans la liste." };
const MESSAGES = [
  ["valueMissing", (field) => MISSING[field.type] ?? "Ce champ est nécessaire."],
  ["badInput", () => "Écrivez un nombre."],
  ["typeMismatch", (field) => (field.type === "email" ? "Cette adresse n’est pas complète : écrivez par exemple nom@exemple.fr." : "Cette adresse n’est pas complète.")],
  ["patternMismatch", (field) => field.title || "Ce qui est écrit ne convient pas : vérifiez chaque signe."],
  ["tooShort", (field) => `Écrivez au moins ${field.minLength} signes.`],
  ["tooLong", (field) => `Raccourcissez : ${field.maxLength} signes au plus.`],
  ["rangeUnderflow", (field) => `Écrivez au moins ${field.min}.`],
  ["rangeOverflow", (field) => `Écrivez au plus ${field.max}.`],
  ["stepMismatch", () => "Écrivez un nombre entier."],
];

// A field of the house, a group of rounds, or for lack of both what stands around the box: the message goes inside, or behind.
const boxOf = (field) => field.closest(".field") ?? (field.type === "radio" ? field.closest("fieldset") : null) ?? field.closest("label") ?? field;
const holds = (box) => box.matches(".field, fieldset");
const saidIn = (box) => (holds(box) ? box.querySelector("[data-said]") : [box.nextElementSibling].find((next) => next?.matches("[data-said]")));

/** What a field needs, or "": a name typed in a combobox without choosing anybody would be lost. */
const need = (field) => {
  const combobox = field.closest("[data-combobox]");
  if (combobox && !("free" in combobox.dataset) && field.value.trim() && !combobox.querySelector("input[type=hidden]").value) return "Choisissez dans la liste proposée, ou videz ce champ.";
  if (!field.willValidate || field.validity.valid) return "";
  return (MESSAGES.find(([flaw]) => field.validity[flaw])?.[1] ?? (() => field.validationMessage))(field);
};

const clear = (field) => {
  const box = boxOf(field);
  const said = saidIn(box);
  if (!said) return;
  const about = document.querySelector(`[aria-errormessage="${said.id}"]`);
  about?.removeAttribute("aria-invalid");
  about?.removeAttribute("aria-errormessage");
  box.removeAttribute("data-wrong");
  said.remove();
};

const tell = (field, text, place) => {
  const box = boxOf(field);
  if (saidIn(box)) return;
  box.querySelectorAll(".wrong").forEach((before) => (before.hidden = true)); // what the server said of the last sending
  const said = document.getElementById("wrong-template").content.firstElementChild.cloneNode(true);
  said.id = `wrong-${place}`;
  said.querySelector("p").textContent = text;
  box[holds(box) ? "append" : "after"](said);
  box.setAttribute("data-wrong", "");
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-errormessage", said.id);
  field.closest("details:not([open])")?.setAttribute("open", "");
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || event.submitter?.formNoValidate) return;
  const wrong = [...form.elements].map((field) => [field, need(field)]).filter(([, text]) => text);
  [...form.elements].forEach(clear);
  if (!wrong.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  wrong.forEach(([field, text], place) => tell(field, text, place));
  wrong[0][0].focus();
}, true);

document.addEventListener("input", (event) => event.target.form && clear(event.target));
document.addEventListener("change", (event) => event.target.form && clear(event.target));
onEach("form", (form) => (form.noValidate = true));

// What the server refused: the page, or the fragment, opens on the first box at fault; for lack of one, on what is said of it.
const AT_FAULT = ":is([aria-invalid=true], .field[data-wrong] :is(input, select, textarea)):not([type=hidden])";
const toFirstFault = (place) => {
  const first = place.querySelector(AT_FAULT) ?? place.querySelector("[data-first-error]");
  first?.closest("details:not([open])")?.setAttribute("open", "");
  first?.focus();
};
toFirstFault(document.getElementById("contenu") ?? document.body);
document.addEventListener("htmx:load", (event) => event.target !== document.body && event.target.querySelector("[data-first-error]") && toFirstFault(event.target));
