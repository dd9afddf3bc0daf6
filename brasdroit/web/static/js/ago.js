/* Minutes since a moment, kept up to date: <span data-ago="2026-11-23T09:20:00+01:00"> and, beside a gauge, its progress. */
const EVERY_MS = 20000;

const words = (minutes) => {
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${String(rest).padStart(2, "0")}` : ""}`;
};

const tell = () =>
  document.querySelectorAll("[data-ago]").forEach((element) => {
    const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(element.dataset.ago)) / 60000));
    if (element instanceof HTMLProgressElement) element.value = minutes;
    else element.textContent = words(minutes);
  });

setInterval(tell, EVERY_MS);
document.addEventListener("visibilitychange", tell);
