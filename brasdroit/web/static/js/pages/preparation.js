/* The measurement sheet: Enter goes to the next field, two pressures are read as one, C confirms, nothing typed is lost. */
import { onEach, say } from "../page.js";

const RETRY_MS = 5000;
const inputs = () => [...document.querySelectorAll("[data-measure-input]")].filter((input) => input.checkVisibility());
const lineOf = (element) => element.closest("[data-measure]");
const pair = (line) => [line.querySelector("[data-pressure=first]"), line.querySelector("[data-pressure=second]")];
const complete = (line) => {
  const [first, second] = pair(line);
  if (!first) return line.querySelector("[data-measure-input]").value.trim() !== "";
  return first.value.includes("/") || (first.value.trim() !== "" && second.value.trim() !== "");
};

/* saving: a line is sent once it is complete and was changed */
const sheet = () => document.querySelector("[data-measures]")?.dataset.sheet ?? "";
const draftKey = (line) => `measure:${sheet()}:${line.dataset.measure}`;
const typed = (line) => [...line.querySelectorAll("[data-measure-input]")].map((input) => input.value);
const remember = (line) => sessionStorage.setItem(draftKey(line), JSON.stringify(typed(line)));
const forget = (line) => sessionStorage.removeItem(draftKey(line));
const save = (line) => {
  if (!line.dataset.dirty || !complete(line)) return;
  delete line.dataset.dirty;
  htmx.trigger(line.querySelector("form.measure-form"), "save");
};

const next = (input, step = 1) => {
  const all = inputs();
  const target = all[all.indexOf(input) + step];
  if (target) { target.focus(); target.select(); } else input.blur();
};

const untouched = (input) => input.selectionEnd - input.selectionStart === input.value.length;

document.addEventListener("keydown", (event) => {
  if (!event.target.matches("[data-measure-input]") || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter") { event.preventDefault(); next(event.target); }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); next(event.target, event.key === "ArrowDown" ? 1 : -1); }
  if (event.key.toLowerCase() === "c") {
    const confirm = document.querySelector("[data-confirm]");
    if (confirm) { event.preventDefault(); confirm.click(); }
  }
  const role = event.target.dataset.pressure;
  if (role === "first" && ["/", " ", "-"].includes(event.key) && event.target.value) { event.preventDefault(); next(event.target); }
  // The third figure already led to the second box: whoever types "168/96" in one go brings the slash along.
  if (role === "second" && ["/", " ", "-"].includes(event.key) && untouched(event.target)) event.preventDefault();
  if (role === "second" && event.key === "Backspace" && event.target.value === "") { event.preventDefault(); next(event.target, -1); }
});

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.matches?.("[data-measure-input]")) return;
  const line = lineOf(input);
  line.dataset.dirty = "1";
  if (input.dataset.pressure === "first") {
    const match = input.value.match(/^(\d{2,3})\s*[/\\ -]\s*(\d{2,3})/);
    if (match) {
      const second = pair(line)[1];
      [input.value, second.value] = [match[1], match[2]];
      second.focus();
    } else if (/^([12]\d\d|[3-9]\d)$/.test(input.value) && (input.value.length === 3 || input.value >= 60)) next(input);
  }
  remember(line);
});

document.addEventListener("focusout", (event) => {
  const line = lineOf(event.target);
  if (!line || !event.target.matches("[data-measure-input]") || line.contains(event.relatedTarget)) return;
  save(line);
});

/* a cut: what was typed stays, is marked, and leaves as soon as the network is back */
const unsent = () => document.querySelectorAll("[data-measure][data-unsent]");
const retry = () => unsent().forEach((line) => { line.dataset.dirty = "1"; delete line.dataset.unsent; save(line); });
document.addEventListener("htmx:sendError", (event) => {
  const line = lineOf(event.target);
  if (!line) return;
  line.dataset.unsent = "";
  say("Connexion perdue : la mesure est gardée et partira dès le retour du réseau.", { tone: "wait" });
  setTimeout(retry, RETRY_MS);
});
document.addEventListener("htmx:responseError", (event) => { const line = lineOf(event.target); if (line && event.detail.xhr.status >= 500) { line.dataset.unsent = ""; setTimeout(retry, RETRY_MS); } });
addEventListener("online", retry);
document.addEventListener("htmx:afterRequest", (event) => {
  const line = lineOf(event.target);
  if (line && event.detail.successful) forget(line);
});

/* after a swap the hands find the field they had left */
let held = "";
document.addEventListener("htmx:beforeSwap", (event) => {
  const line = event.target.closest?.("[data-measure]");
  held = line && line.contains(document.activeElement) ? line.id : "";
});
document.addEventListener("htmx:afterSettle", () => {
  if (!held) return;
  const line = document.getElementById(held);
  held = "";
  if (line && (document.activeElement === document.body || !document.activeElement)) line.querySelector("[data-measure-input], button")?.focus();
});

onEach("[data-measure]", (line) => {
  const kept = JSON.parse(sessionStorage.getItem(draftKey(line)) ?? "null");
  const fields = [...line.querySelectorAll("[data-measure-input]")];
  if (!kept || !fields.length || line.dataset.state !== "empty" || fields.some((input) => input.value)) return;
  fields.forEach((input, place) => (input.value = kept[place] ?? ""));
  line.dataset.dirty = "1";
  line.dataset.unsent = "";
});

/* the minute between two readings */
onEach("[data-countdown]", (button) => {
  const end = new Date(button.dataset.countdown).getTime();
  const text = button.querySelector("[data-countdown-text]");
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    text.textContent = left > 0 ? `dans ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "possible maintenant";
    if (left <= 0) button.dataset.tone = "main";
    if (left > 0 && button.isConnected) setTimeout(tick, 500);
  };
  tick();
});

/* the questions: the answer names those to show and those to correct */
document.body.addEventListener("questions-saved", ({ detail }) => {
  document.querySelectorAll("[data-question]").forEach((question) => {
    const name = question.dataset.question;
    question.hidden = !detail.shown.includes(name);
    const error = question.querySelector("[data-question-error]");
    error.hidden = !detail.errors[name];
    error.querySelector("p").textContent = detail.errors[name] ?? "";
    question.toggleAttribute("data-wrong", Boolean(detail.errors[name]));
  });
});
document.body.addEventListener("words-saved", ({ detail }) => {
  const version = document.querySelector("[data-words] [name=version]");
  if (version) version.value = detail.version;
});

/* the first empty field takes the hands */
if (!location.hash && document.activeElement === document.body) inputs().find((input) => input.value === "" && lineOf(input).dataset.state === "empty")?.focus({ preventScroll: true });
