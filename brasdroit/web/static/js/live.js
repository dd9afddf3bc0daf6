/* Live updates: the server says which topics changed; elements with data-live ask again for themselves.
   data-live="waiting_room agenda:*"; with data-live-every="5" at most every five seconds. */
import { isTyping } from "./page.js";

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30000;
const QUIET_MS = 2000; // a connection that comes back at once is not worth a word
const GATHER_MS = 120;
const KEPT_MS = 45 * 60000; // the server keeps an hour

const BACKGROUND = { "X-Background": "live" };

const state = { number: 0, retry: FIRST_RETRY_MS, lostAt: 0, band: 0 };
const pending = new Set();
let gathering = 0;

const matches = (patterns, topic) =>
  patterns.split(/\s+/).some((pattern) => pattern === topic || (pattern.endsWith("*") && topic.startsWith(pattern.slice(0, -1))));

const inUse = (element) => (element.contains(document.activeElement) && isTyping(document.activeElement)) || element.querySelector("dialog[open], :popover-open");

/** With hx-get and hx-trigger="live" htmx does it; with an id alone the element is taken afresh from the present page. */
const again = (element) => {
  if (element.hasAttribute("hx-get")) return htmx.trigger(element, "live");
  htmx.ajax("GET", location.href, { source: element, target: element, swap: "outerHTML", select: `#${element.id}`, headers: BACKGROUND });
};

// What a page asks by itself is no gesture of a person: the workstation may still lock.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const event = detail.triggeringEvent?.type;
  if (detail.verb === "get" && (!event || ["live", "load", "revealed", "intersect"].includes(event))) Object.assign(detail.headers, BACKGROUND);
});

const refresh = (element) => {
  const every = Number(element.dataset.liveEvery ?? 0) * 1000;
  if (element.dataset.liveWaits !== undefined) return;
  if (every) {
    element.dataset.liveWaits = "";
    return setTimeout(() => { delete element.dataset.liveWaits; again(element); }, every);
  }
  if (!inUse(element)) return again(element);
  element.dataset.liveWaits = ""; // somebody types there: once he is done
  element.addEventListener("focusout", () => setTimeout(() => { delete element.dataset.liveWaits; refresh(element); }), { once: true });
};

const flush = () => {
  gathering = 0;
  const topics = [...pending];
  pending.clear();
  document.querySelectorAll("[data-live]").forEach((element) => {
    if (topics.some((topic) => topic === "*" || matches(element.dataset.live, topic))) refresh(element);
  });
  topics.forEach((topic) => document.dispatchEvent(new CustomEvent("live:topic", { detail: { topic } })));
};

const changed = (topic) => {
  pending.add(topic);
  gathering ||= setTimeout(flush, GATHER_MS);
};

const band = (shown) => document.querySelectorAll("[data-offline]").forEach((element) => (element.hidden = !shown));

/** Only a service that does not answer at all is "lost": a refused live channel leaves the pages working. */
const checkLost = async () => {
  try {
    band(!(await fetch("/healthz", { cache: "no-store" })).ok);
  } catch {
    band(true);
  }
};

const found = () => {
  clearTimeout(state.band);
  band(false);
  if (state.lostAt && Date.now() - state.lostAt > KEPT_MS) changed("*");
  Object.assign(state, { retry: FIRST_RETRY_MS, lostAt: 0 });
};

const lost = () => {
  state.lostAt ||= Date.now();
  clearTimeout(state.band);
  state.band = setTimeout(checkLost, QUIET_MS);
  setTimeout(connect, state.retry * (0.75 + Math.random() / 2));
  state.retry = Math.min(LAST_RETRY_MS, state.retry * 2);
};

const connect = () => {
  const address = new URL(document.body.dataset.liveUrl, location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  if (state.number) address.search = `since=${state.number}`;
  const socket = new WebSocket(address);
  socket.addEventListener("open", found);
  socket.addEventListener("close", lost);
  socket.addEventListener("message", ({ data }) => {
    const { number, topic } = JSON.parse(data);
    state.number = Math.max(state.number, number);
    if (topic !== "hello") changed(topic);
  });
};

if (document.body.dataset.user && document.body.dataset.liveUrl) connect();
addEventListener("offline", () => band(true));
addEventListener("online", checkLost);
