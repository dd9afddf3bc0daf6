/* What is typed in a form with data-draft survives a reload, a lost session, a lock; it never leaves this tab.
   A draft is forgotten once the form was sent and a page of the house answered that all went well: a page before sign-in,
   a refusal or a failure means that what was typed may still be needed. */
import { onEach, say, user } from "./page.js";

const PREFIX = "draft:";
const SAVE_MS = 300;
// The moment a page was drawn belongs to that page only: an old one would hide what came since.
const SECRET = ["csrfmiddlewaretoken", "seen_until", "token"];
// A version that a refusal has just renewed is the one to go on from; on any other page, the version the words were typed
// from is kept with them, so that the server can tell of somebody else's changes.
const isRenewed = (name) => refused && name.endsWith("version");

const read = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");
const write = (key, draft) => sessionStorage.setItem(key, JSON.stringify(draft));
const drafts = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
// By where the form goes: a refusal answers from that address, the form itself stands on another page.
const keyOf = (form) => `${PREFIX}${form.getAttribute("action") || location.pathname}:${form.dataset.draft}`;
const refused = (performance.getEntriesByType("navigation")[0]?.responseStatus ?? 200) >= 400;

// What a combobox shows bears no name and is not sent, but goes with the choice it shows.
const nameOf = (field) => field.name || (field.matches("[role=combobox]") ? field.id : "");
const fields = (form) =>
  [...form.elements].filter((field) => nameOf(field) && !SECRET.includes(field.name) && !["password", "file", "submit", "button"].includes(field.type));
const value = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.multiple ? [...field.selectedOptions].map((o) => o.value) : field.value);
// By name and rank under that name: boxes that come and go elsewhere in the form change nothing.
const named = (form) => {
  const ranks = {};
  return fields(form).map((field) => [field, `${nameOf(field)}#${(ranks[nameOf(field)] = (ranks[nameOf(field)] ?? -1) + 1)}`]);
};
const values = (form) => named(form).map(([field, name]) => [name, value(field)]);

const fill = (form, kept) => {
  let changed = 0;
  named(form).forEach(([field, name]) => {
    const before = kept[name];
    if (before === undefined || isRenewed(field.name) || JSON.stringify(before) === JSON.stringify(value(field))) return;
    if (["checkbox", "radio"].includes(field.type)) field.checked = before;
    else if (field.multiple) [...field.options].forEach((option) => (option.selected = before.includes(option.value)));
    else field.value = before;
    changed += 1;
  });
  if (changed) form.dispatchEvent(new Event("change", { bubbles: true }));
  return changed;
};

for (const key of drafts()) {
  const draft = read(key);
  if (!user() || refused) write(key, { ...draft, sent: false }); // sign-in, lock, refusal or failure: what was sent did not arrive
  else if (draft.sent || draft.user !== user()) sessionStorage.removeItem(key);
}

// Signing out on purpose leaves nothing behind; a lock or a lost session keeps what was typed for the same person.
document.addEventListener("submit", (event) => {
  if (new URL(event.target.action, location).pathname.endsWith("/logout/")) drafts().forEach((key) => sessionStorage.removeItem(key));
});

onEach("form[data-draft]", (form) => {
  const key = keyOf(form);
  const kept = read(key);
  if (kept && fill(form, Object.fromEntries(kept.values))) say("Votre saisie a été retrouvée. Vérifiez-la, puis enregistrez.", { tone: "ok" });
  let timer = 0;
  const save = (sent) => write(key, { user: user(), sent, values: values(form) });
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(false), SAVE_MS);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  if (kept && refused) save(false);
  // A button that only looks something up (formnovalidate) sends nothing: what is typed stays a draft.
  form.addEventListener("submit", (event) => { clearTimeout(timer); save(!event.submitter?.formNoValidate); });
  form.addEventListener("reset", () => sessionStorage.removeItem(key));
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.detail.xhr.status !== 204) sessionStorage.removeItem(key);
    else save(false);
  });
});
