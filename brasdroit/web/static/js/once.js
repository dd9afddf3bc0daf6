/* A form that is on its way is not sent again by a second click; its button says that it works. */
const RELEASE_MS = 8000; // a download answers without leaving the page

const sending = new WeakSet();

const release = (form) => {
  sending.delete(form);
  form.querySelectorAll("[data-busy]").forEach((button) => button.removeAttribute("data-busy"));
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (sending.has(form)) return event.preventDefault();
  sending.add(form);
  event.submitter?.setAttribute("data-busy", "");
  setTimeout(() => release(form), RELEASE_MS);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (requestConfig.verb === "get") return;
  if (elt.hasAttribute("data-busy")) return event.preventDefault();
  const button = requestConfig.triggeringEvent?.submitter ?? elt;
  button.setAttribute("data-busy", "");
  elt.addEventListener("htmx:afterRequest", () => { button.removeAttribute("data-busy"); sending.delete(elt); }, { once: true });
});

addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach(release);
});
