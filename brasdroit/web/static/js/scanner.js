/* A scanner is a keyboard that types very fast and ends with Enter. What it types anywhere goes to /scanner/;
   the field that had the focus gets back what it held. A field with data-scan keeps its scans. */
const FAST_MS = 35;
const SHORTEST = 6;
const GS = "\u001d";
// A scanner set for a QWERTY computer on a French keyboard types these for 1 to 0.
const AZERTY_DIGITS = "&é\"'(-è_çà";

let typed = "";
let last = 0;
let before = null;

const character = (event) => {
  if (event.key === "GroupSeparator" || event.keyCode === 29 || (event.ctrlKey && event.key === "]")) return GS;
  return event.key.length === 1 && !event.ctrlKey && !event.metaKey ? event.key : "";
};

const remember = (element) => (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? { element, value: element.value } : null);

const readable = (text) =>
  /\d/.test(text) ? text : [...text].map((sign) => (AZERTY_DIGITS.includes(sign) ? (AZERTY_DIGITS.indexOf(sign) + 1) % 10 : sign)).join("");

const deliver = (payload) => {
  const event = new CustomEvent("scanned", { detail: { payload }, bubbles: true, cancelable: true });
  if (!document.dispatchEvent(event)) return; // the page took it
  htmx.ajax("POST", document.body.dataset.scannerUrl, { values: { payload, at: location.pathname }, swap: "none" });
};

const restart = (event, sign) => {
  typed = sign;
  before = remember(event.target);
};

const listen = (event) => {
  const now = event.timeStamp;
  const fast = now - last < FAST_MS;
  const sign = character(event);
  if (["Shift", "Control", "Alt", "AltGraph", "CapsLock"].includes(event.key)) return;
  last = now;
  if (event.key === "Enter" && fast && typed.length >= SHORTEST && !event.target.closest?.("[data-scan]")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (before) before.element.value = before.value;
    deliver(readable(typed));
    typed = "";
  } else if (!sign) typed = "";
  else if (fast) typed += sign;
  else restart(event, sign);
  if (sign === GS) event.preventDefault();
};

if (document.body.dataset.scannerUrl) document.addEventListener("keydown", listen, true);
