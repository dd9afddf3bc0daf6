/* The grid of the agenda: practitioners and rooms side by side, moved by hand or by keyboard. The list under it is what prints. */
import { csrfToken, say } from "../page.js";
import { bindKeys } from "./agenda-keys.js";

const grid = document.getElementById("agenda-grid");
const pad = (number) => String(number).padStart(2, "0");

/** The practice's clock, without an offset: the server knows the zone. */
const local = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
const element = (name, text, className = "") => Object.assign(document.createElement(name), { textContent: text, className });

/** What a card says: the name first, never covered by the line of the present hour. */
const content = ({ event }) => {
  const { kind, detail, marks = [], state } = event.extendedProps;
  if (event.display === "background") return { domNodes: event.title ? [element("span", event.title, "note")] : [] };
  const name = element("b", event.title, "name");
  const nodes = [name];
  if (kind === "appointment") {
    if (detail) nodes.push(element("span", detail, "detail"));
    const silent = ["À venir", "Visite finie"].includes(state); // dashed already says that it is over
    [...marks, ...(silent ? [] : [state])].forEach((mark) => nodes.push(element("span", mark, "mark")));
  }
  if (event.extendedProps.label) nodes.push(element("span", event.extendedProps.label, "unseen"));
  return { domNodes: nodes };
};

const mounted = ({ event, el }) => {
  const { href } = event.extendedProps;
  if (!href) return;
  Object.assign(el.dataset, { href, start: event.start.getTime(), move: event.extendedProps.movable ? event.extendedProps.move : "" });
  el.setAttribute("role", "link");
  el.tabIndex = -1;
};

const resourceOf = (info) => info.newResource?.id ?? "";

const send = async (info) => {
  const { event } = info;
  const [kind, id] = resourceOf(info).split(":");
  const body = new URLSearchParams({
    start: local(event.start),
    minutes: String(Math.round((event.end - event.start) / 60000)),
    version: event.extendedProps.version,
    ...(kind === "p" ? { practitioner: id } : {}),
    ...(kind === "r" ? { room: id } : {}),
  });
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken(), "Content-Type": "application/x-www-form-urlencoded" };
  try {
    const answer = await fetch(event.extendedProps.move, { method: "POST", headers, body });
    const said = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(said.message), { places: said.places });
    say(`Rendez-vous déplacé : ${said.text}`, { tone: "ok", undo: said.undo });
    calendar.refetchEvents();
  } catch (error) {
    info.revert();
    say(error.message || "Le rendez-vous n’a pas été déplacé. Réessayez.", { tone: "alert", links: error.places });
  }
};

/* The library calls its layers a table without rows: to a screen reader this is a group of links. */
const settled = () => {
  grid.querySelectorAll(":is([role=table], [role=rowgroup], [role=row], [role=cell], [role=columnheader], [role=rowheader], [role=gridcell], [aria-colindex])")
    .forEach((each) => ["role", "aria-colindex", "aria-rowindex", "aria-colcount", "aria-rowcount"].forEach((name) => each.removeAttribute(name)));
  keys.refresh();
};

const open = ({ event, jsEvent }) => {
  const { href } = event.extendedProps;
  if (!href) return;
  jsEvent?.preventDefault();
  location.assign(href);
};

const ask = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json", "X-Background": "agenda" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const resourcesOf = ({ person, room }) => [`p:${person}`, ...(room ? [`r:${room}`] : [])];
const clock = (moment) => moment.slice(11).replace(/^0/, "");
const minutes = ({ start, end }) => (new Date(end) - new Date(start)) / 60000;

/** One appointment as the grid takes it. */
const appointment = (card, day) => {
  const kind = day.kinds[card.kind];
  const classes = { prepared: kind.prepared, past: card.past, overbooked: card.overbooked, urgent: card.urgent, short: minutes(card) < 20 };
  return {
    id: card.id,
    resourceIds: resourcesOf(card),
    start: card.start,
    end: card.end,
    title: card.patient,
    editable: card.movable,
    classNames: ["ev", `tone-${kind.tone}`, ...Object.keys(classes).filter((name) => classes[name])],
    extendedProps: {
      kind: "appointment",
      detail: [kind.name, card.reason].filter(Boolean).join(", "),
      state: card.state,
      marks: [...(card.overbooked ? ["Surnombre"] : []), ...(card.urgent ? ["Urgent"] : [])],
      label: `, ${clock(card.start)} à ${clock(card.end)}, ${day.people[card.person]}, ${card.state}`,
      href: day.open.replace(day.any, card.id),
      move: day.move.replace(day.any, card.id),
      version: card.version,
      movable: card.movable,
    },
  };
};

const freePlace = (place) => ({
  id: `free:${place.person}:${place.start}`,
  resourceIds: resourcesOf(place),
  start: place.start,
  end: place.end,
  title: `${clock(place.start)} libre`,
  editable: false,
  classNames: ["ev", "free"],
  extendedProps: { kind: "free", label: `, ${place.name}`, href: place.href },
});

const load = async () => {
  const [day, { free }] = await Promise.all([ask(grid.dataset.agenda), grid.dataset.free ? ask(grid.dataset.free) : { free: [] }]);
  return [...day.background, ...free.map(freePlace), ...day.cards.map((card) => appointment(card, day))];
};

const options = () => {
  const week = grid.dataset.days === "7";
  const now = new Date();
  const here = local(now).slice(0, 10) === grid.dataset.day ? `${pad(Math.max(now.getHours() - 1, 0))}:00` : grid.dataset.low;
  const phone = matchMedia("(max-width: 48rem)").matches;
  return {
    view: week ? (phone ? "listWeek" : "timeGridWeek") : "resourceTimeGridDay",
    scrollTime: here,
    date: grid.dataset.day,
    resources: JSON.parse(document.getElementById("agenda-resources").textContent),
    resourceLabelContent: ({ resource }) => ({ domNodes: [element("b", resource.title), element("span", resource.extendedProps.note, "load")] }),
    eventSources: [{ events: load }],
    eventContent: content,
    eventDidMount: mounted,
    eventClick: open,
    eventDrop: send,
    eventResize: send,
    eventAllUpdated: settled,
    headerToolbar: { start: "", center: "", end: "" },
    slotMinTime: grid.dataset.low,
    slotMaxTime: grid.dataset.high,
    slotDuration: "00:15",
    slotLabelInterval: "01:00",
    slotLabelFormat: (date) => `${date.getHours()}:${pad(date.getMinutes())}`,
    snapDuration: "00:05",
    slotHeight: 26,
    slotEventOverlap: false,
    allDaySlot: false,
    nowIndicator: true,
    locale: "fr",
    firstDay: 1,
    dayMaxEvents: false,
    longPressDelay: 350,
    dayHeaderFormat: (date) => date.toLocaleDateString("fr", { weekday: "short", day: "numeric", month: "numeric" }),
  };
};

let calendar;
const keys = bindKeys(grid);

const start = () => {
  grid.hidden = false;
  document.querySelector("[data-agenda-keys]").hidden = false;
  document.querySelector("[data-agenda-list]").classList.add("print-only");
  calendar = globalThis.EventCalendar.create(grid, options());
};

if (grid && globalThis.EventCalendar) start();
document.addEventListener("live:topic", ({ detail }) => detail.topic.startsWith("agenda") && calendar?.refetchEvents());
