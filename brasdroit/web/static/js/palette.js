/* Ctrl K: one box over people, actions and pages. Arrows choose, Enter opens; what was opened last comes first. */
import { user } from "./page.js";

const TYPING_MS = 120;
const SLOW_MS = 300;
const RECENT = 6;
const dialog = document.getElementById("palette");
const box = dialog?.querySelector("input");
const list = document.getElementById("palette-results");
const recentKey = () => `recent:${user()}`;

let timer = 0;
let turn = 0;

const options = () => [...list.querySelectorAll("[role=option]")];
const marked = () => options().find((option) => option.ariaSelected === "true");
const mark = (option) => {
  options().forEach((each, place) => { each.id ||= `palette-${place}`; each.ariaSelected = String(each === option); });
  box.ariaExpanded = String(options().length > 0);
  if (!option) return box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
};

const recent = () => JSON.parse(sessionStorage.getItem(recentKey()) ?? "[]");
const keep = (option) => {
  const entry = { href: option.getAttribute("href"), html: option.innerHTML };
  const others = recent().filter(({ href }) => href !== entry.href);
  sessionStorage.setItem(recentKey(), JSON.stringify([entry, ...others].slice(0, RECENT)));
};
const recentGroup = () => {
  const entries = recent();
  if (!entries.length) return [];
  const group = Object.assign(document.createElement("div"), { className: "palette-group", role: "group", ariaLabel: "Récemment" });
  group.append(Object.assign(document.createElement("p"), { className: "palette-title", ariaHidden: "true", textContent: "Récemment" }));
  entries.forEach(({ href, html }) =>
    group.append(Object.assign(document.createElement("a"), { className: "palette-item", role: "option", ariaSelected: "false", href, innerHTML: html })),
  );
  return [group];
};

const ask = async () => {
  const mine = ++turn;
  const query = box.value.trim();
  const address = new URL(document.body.dataset.searchUrl, location.href);
  address.searchParams.set("q", query);
  const slow = setTimeout(() => (list.dataset.slow = ""), SLOW_MS);
  try {
    const answer = await fetch(address, { headers: { "X-Palette": "true", "HX-Request": "true" } });
    const target = answer.headers.get("HX-Redirect");
    if (target) return location.assign(target);
    const html = await answer.text();
    if (mine !== turn) return;
    list.innerHTML = html;
    if (!query) list.prepend(...recentGroup());
    mark(options()[0]);
  } finally {
    clearTimeout(slow);
    delete list.dataset.slow;
  }
};

const open = () => {
  if (dialog.open) return box.select();
  box.value = "";
  list.replaceChildren(...recentGroup());
  dialog.showModal();
  box.focus();
  ask();
};

if (dialog) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); open(); }
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-palette-open]");
    if (!opener || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) keep(option);
    if (event.target === dialog || option?.getAttribute("href")?.startsWith("#")) dialog.close();
  });
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, TYPING_MS); });
  box.addEventListener("keydown", (event) => {
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) mark(all.at((all.indexOf(marked()) + step + all.length) % all.length));
    else if (event.key === "Enter" && marked()) { clearTimeout(timer); marked().click(); }
    else return;
    event.preventDefault();
  });
}
