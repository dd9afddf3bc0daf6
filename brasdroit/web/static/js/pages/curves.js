/* Curves: the values of a patient over time, on the lines of the growth table for a child. The table beside says the same. */
import uPlot from "../../vendor/uplot/uPlot.esm.js";
import { onEach } from "../page.js";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const resolved = (name) => {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found || colour(name);
};
const french = (value, decimals) => (value === null || value === undefined ? "–" : value.toLocaleString("fr-FR", { maximumFractionDigits: decimals }));
/** A little air above and below, so that a steady value lies in the middle of its own scale. */
const range = (_, low, high) => { const air = Math.max((high - low) * 0.1, Math.abs(high) * 0.03, 1); return [low - air, high + air]; };
const day = (seconds) => new Date(seconds * 1000).toLocaleDateString("fr-FR");

/** One column of times for every series; null where a series has no value. */
const columns = (data) => {
  const own = data.points.map(([at]) => at);
  const [from, to] = [Math.min(...own), Math.max(...own)];
  const margin = Math.max((to - from) * 0.15, 86400 * 30);
  const lines = data.lines.map((line) => ({ ...line, points: line.points.filter(([at]) => at >= from - margin * 3 && at <= to + margin * 3) }));
  const times = [...new Set([...own, ...lines.flatMap((line) => line.points.map(([at]) => at))])].sort((a, b) => a - b);
  const spread = (points) => { const map = new Map(points); return times.map((at) => map.get(at) ?? null); };
  const series = [spread(data.points)];
  if (data.second.length) series.push(spread(data.points.map(([at], place) => [at, data.second[place]])));
  return { times, series, lines: lines.map((line) => ({ label: line.label, values: spread(line.points) })) };
};

const draw = (box) => {
  const data = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  const { times, series, lines } = columns(data);
  const [ink, soft, line, accent] = ["--ink", "--ink-2", "--line", "--accent"].map(resolved);
  const labels = data.second.length ? [data.label, "Diastolique"] : [data.label];
  const axis = { stroke: soft, grid: { stroke: line, width: 1 }, ticks: { stroke: line }, font: "13px " + getComputedStyle(document.body).fontFamily };
  const value = (_, raw) => french(raw, data.decimals);
  const options = {
    width: Math.max(box.clientWidth, 260),
    height: lines.length ? 340 : 240,
    scales: { y: { range } },
    cursor: { drag: { x: true, y: false } },
    axes: [{ ...axis, values: (_, ticks) => ticks.map((at) => new Date(at * 1000).toLocaleDateString("fr-FR", { month: "2-digit", year: "numeric" })), space: 80 }, { ...axis, values: (_, ticks) => ticks.map((tick) => french(tick, data.decimals)), size: 56 }],
    series: [
      { label: "Date", value: (_, raw) => (raw === null ? "–" : day(raw)) },
      ...labels.map((label, place) => ({ label: `${label} (${data.unit})`, stroke: place ? ink : accent, width: 2, points: { show: true, size: 7, fill: place ? ink : accent }, spanGaps: true, value, dash: place ? [6, 4] : undefined })),
      ...lines.map(({ label }) => ({ label, stroke: soft, width: label === "médiane" ? 1.5 : 1, dash: label === "médiane" ? undefined : [4, 4], points: { show: false }, spanGaps: true, value })),
    ],
  };
  const plot = new uPlot(options, [times, ...series, ...lines.map(({ values }) => values)], box);
  new ResizeObserver(() => plot.setSize({ width: Math.max(box.clientWidth, 260), height: options.height })).observe(box);
};

onEach("[data-chart]:not([data-drawn])", (box) => {
  box.dataset.drawn = "";
  draw(box);
});
