/* A workstation nobody touches locks itself; the time is the latest touch in any of its tabs. */
import { csrfToken, say } from "./page.js";

const KEY = "brasdroit:touched";
const WARN_MS = 30000;
const minutes = Number(document.body.dataset.idleMinutes ?? 0);

const touched = () => localStorage.setItem(KEY, String(Date.now()));

const lock = () => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = document.body.dataset.lockUrl;
  for (const [name, value] of [["csrfmiddlewaretoken", csrfToken()], ["next", location.pathname + location.search]]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
};

if (minutes > 0) {
  let warned = false;
  touched();
  for (const name of ["pointerdown", "keydown", "wheel", "touchstart"]) addEventListener(name, touched, { passive: true, capture: true });
  setInterval(() => {
    const left = Number(localStorage.getItem(KEY)) + minutes * 60000 - Date.now();
    if (left <= 0) lock();
    else if (left < WARN_MS && !warned) say("Le poste se verrouille dans 30 secondes. Un geste suffit pour continuer.", { tone: "wait" });
    warned = left < WARN_MS;
  }, 1000);
}
