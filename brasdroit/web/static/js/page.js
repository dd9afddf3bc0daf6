/* What several behaviours need to know of the page. */

/** The token every write carries; htmx sends it by itself. */
export const csrfToken = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";

/** The account that is signed in, or "" on the pages before sign-in. */
export const user = () => document.body.dataset.user ?? "";

/** Whether a person is typing words: single keys are then letters, not commands. */
export const isTyping = (element) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])"));

/** Run now and for every fragment htmx brings. */
export const onEach = (selector, bind) => {
  const bindAll = (root) => {
    if (root.matches?.(selector)) bind(root);
    root.querySelectorAll?.(selector).forEach(bind);
  };
  bindAll(document.body);
  document.addEventListener("htmx:load", (event) => bindAll(event.target));
};

/** Show a short message; `undo` is an address to POST to, `links` ({label, href}) lead elsewhere. */
export const say = (text, { tone = "info", undo = "", stay = false, links = [] } = {}) =>
  document.body.dispatchEvent(new CustomEvent("notice", { bubbles: true, detail: { text, tone, undo, stay, links } }));
