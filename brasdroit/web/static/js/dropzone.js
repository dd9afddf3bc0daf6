/* Files: dropped, chosen or pasted; each is sent by itself and shows how far it has come. */
import { csrfToken, onEach, say } from "./page.js";

const follow = (xhr) => {
  const target = xhr.getResponseHeader("HX-Redirect");
  if (target) location.assign(target);
  const triggers = JSON.parse(xhr.getResponseHeader("HX-Trigger") ?? "{}");
  Object.entries(triggers).forEach(([name, detail]) => document.body.dispatchEvent(new CustomEvent(name, { detail, bubbles: true })));
  return triggers.notice?.text;
};

const line = (zone, file) => {
  const item = document.createElement("li");
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.value = 0;
  progress.ariaLabel = file.name;
  item.append(file.name, progress);
  zone.querySelector(".uploads").append(item);
  return { item, progress };
};

const send = (zone, file) => {
  const { item, progress } = line(zone, file);
  const xhr = new XMLHttpRequest();
  const form = new FormData();
  form.append(zone.querySelector("input[type=file]").name, file);
  xhr.upload.addEventListener("progress", (event) => (progress.value = event.lengthComputable ? (100 * event.loaded) / event.total : 50));
  xhr.addEventListener("load", () => {
    const reason = follow(xhr);
    if (xhr.status >= 400) return fail(item, progress, reason);
    progress.value = 100;
    setTimeout(() => item.remove(), 1500);
    zone.dispatchEvent(new CustomEvent("uploaded", { bubbles: true, detail: { name: file.name } }));
  });
  xhr.addEventListener("error", () => fail(item, progress));
  xhr.open("POST", zone.action);
  xhr.setRequestHeader("X-CSRFToken", csrfToken());
  xhr.setRequestHeader("HX-Request", "true");
  xhr.send(form);
};

const fail = (item, progress, reason = "non envoyé. Réessayez, ou choisissez un autre format.") => {
  progress.remove();
  item.append(`\u202f: ${reason}`);
  item.dataset.tone = "alert";
};

onEach("[data-dropzone]", (zone) => {
  const all = (files) => [...files].forEach((file) => send(zone, file));
  zone.querySelector("input[type=file]").addEventListener("change", ({ target }) => { all(target.files); target.value = ""; });
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.dataset.over = ""; });
  zone.addEventListener("dragleave", () => delete zone.dataset.over);
  zone.addEventListener("drop", (event) => { event.preventDefault(); delete zone.dataset.over; all(event.dataTransfer.files); });
});

document.addEventListener("paste", (event) => {
  const zone = document.querySelector("[data-dropzone]");
  const files = event.clipboardData?.files ?? [];
  if (!zone || !files.length) return;
  event.preventDefault();
  [...files].forEach((file) => send(zone, file));
  say("Document collé, envoi en cours.", { tone: "info" });
});
