/* A scanner is a keyboard that types faster than hands and ends with Enter. What it types anywhere goes to /scanner/, and
   the fields it ran through get back what they held. Quick hands are no scanner: the text must also look like one of the codes
   the house reads. A field with data-scan keeps its scans. */
const FAST_MS = 25;
const SHORTEST = 13; // an article number alone
const GS = "\u001d";
// INS DataMatrix; GS1 with its symbology, in brackets, or beginning with an article; a medicine's bare number.
const CODE = /^(?:\][A-Za-z]\d)?(?:IS\d\d|\(01\)\d{14}|\u001d?01\d{14}|3400\d{9}$)/;
// A scanner set for a QWERTY computer on a French keyboard types these for 1 to 0.
const AZERTY_DIGITS = "&é\"'(-è_çà";

let typed = "";
let last = 0;
let before = new Map(); // each field it ran through, with what it held

const character = (event) => {
  if (event.key === "GroupSeparator" || event.keyCode === 29 || (event.ctrlKey && event.key === "]")) return GS;
  return event.key.length === 1 && !event.ctrlKey && !event.metaKey ? event.key : "";
};

const remember = (element) => {
  if ((element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) && !before.has(element)) before.set(element, element.value);
};

const giveBack = () => before.forEach((value, element) => {
  if (element.value === value) return;
  element.value = value;
  element.dispatchEvent(new Event("input", { bubbles: true }));
});

const readable = (text) =>
  /\d/.test(text) ? text : [...text].map((sign) => (AZERTY_DIGITS.includes(sign) ? (AZERTY_DIGITS.indexOf(sign) + 1) % 10 : sign)).join("");

const deliver = (payload) => {
  const event = new CustomEvent("scanned", { detail: { payload }, bubbles: true, cancelable: true });
  if (!document.dispatchEvent(event)) return; // the page took it
  htmx.ajax("POST", document.body.dataset.scannerUrl, { values: { payload, at: location.pathname }, swap: "none" });
};

const finish = (event) => {
  const payload = readable(typed);
  typed = "";
  if (payload.length < SHORTEST || !CODE.test(payload) || event.target.closest?.("[data-scan]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  giveBack();
  deliver(payload);
};

const listen = (event) => {
  if (["Shift", "Control", "Alt", "AltGraph", "CapsLock"].includes(event.key)) return;
  const fast = event.timeStamp - last < FAST_MS;
  const sign = character(event);
  last = event.timeStamp;
  if (!fast) [typed, before] = ["", new Map()];
  if (event.key === "Enter") return finish(event);
  typed = sign ? typed + sign : "";
  if (sign) remember(event.target);
  if (sign === GS) event.preventDefault();
};

if (document.body.dataset.scannerUrl) document.addEventListener("keydown", listen, true);
