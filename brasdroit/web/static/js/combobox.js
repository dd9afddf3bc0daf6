/* Finds one among many by typing (WAI-ARIA combobox with a list). The address answers <li role="option" data-value>. */
import { onEach } from "./page.js";

const TYPING_MS = 180;

const bind = (root) => {
  const box = root.querySelector("[role=combobox]");
  const hidden = root.querySelector("input[type=hidden]");
  const list = root.querySelector("[role=listbox]");
  let timer = 0;
  let asked = 0;
  let chosen = box.value;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const show = (open) => { list.hidden = !open; box.ariaExpanded = String(open); if (!open) box.removeAttribute("aria-activedescendant"); };
  const mark = (option) => {
    options().forEach((each) => (each.ariaSelected = String(each === option)));
    if (!option) return;
    option.id ||= `${list.id}-${options().indexOf(option)}`;
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const marked = () => options().find((option) => option.ariaSelected === "true");

  const choose = (option) => {
    hidden.value = option.dataset.value;
    chosen = box.value = option.dataset.label ?? option.textContent.trim().replace(/\s+/g, " ");
    show(false);
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
    root.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: { value: hidden.value, label: chosen } }));
  };
  const ask = async () => {
    const turn = ++asked;
    const address = new URL(root.dataset.combobox, location.href);
    address.searchParams.set("q", box.value);
    const answer = await fetch(address, { headers: { "HX-Request": "true", "X-Combobox": "true" } });
    if (turn !== asked || !answer.ok) return;
    list.innerHTML = await answer.text();
    show(list.childElementCount > 0);
    mark(options()[0]);
  };
  box.addEventListener("input", () => {
    hidden.value = "";
    clearTimeout(timer);
    if (!box.value.trim()) return show(false);
    timer = setTimeout(ask, TYPING_MS);
  });
  box.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !open) ask();
    else if (step) mark(all.at((all.indexOf(marked()) + step + all.length) % all.length));
    else if (event.key === "Enter" && open && marked()) choose(marked());
    else if (event.key === "Escape" && open) show(false);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) choose(option);
  });
  box.addEventListener("blur", () => { show(false); if (!hidden.value && box.value === chosen) box.value = chosen; });
};

onEach("[data-combobox]", bind);
