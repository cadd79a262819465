// @ts-check
// Draws pictures of tables once they come into view; the library is loaded then and not before. The table is the truth:
// whoever hears the page, prints it, or has no script reads that.
import { language } from "./texts.js";

/** @typedef {{ name: string, values: number[] }} Series */

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) {
      seen.unobserve(entry.target);
      draw(/** @type {HTMLElement} */ (entry.target));
    }
  }
}, { rootMargin: "200px" });

/** @type {Promise<any> | null} */
let library = null;

/** The library knows no modules: it leaves its name in the global scope. */
function load() {
  library ??= import("./echarts.js").then(() => /** @type {any} */ (globalThis).echarts);
  return library;
}

/** @param {string} name */
function colour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(--${name})`;
  /** @type {Element} */ (document.querySelector("main")).append(probe);
  const computed = getComputedStyle(probe).color;
  probe.remove();
  return computed;
}

/** @param {HTMLTableCellElement | undefined} cell */
function value(cell) {
  return Number(cell?.dataset.sort ?? (cell?.textContent ?? "").replace(/[^0-9.-]/g, ""));
}

/** @param {HTMLElement} figure @returns {{ names: string[], series: Series[] } | null} */
function read(figure) {
  const table = figure.parentElement?.querySelector("table");
  if (!table?.tHead || !table.tBodies[0]) {
    return null;
  }
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  const columns = (figure.dataset.columns ?? "").split(" ").map(Number);
  return {
    names: rows.map((row) => (row.cells[0].textContent ?? "").trim()),
    series: columns.map((column) => ({
      name: (heads[column].textContent ?? "").trim(),
      values: rows.map((row) => value(row.cells[column])),
    })),
  };
}

/** @param {HTMLElement} figure @param {{ names: string[], series: Series[] }} data */
function options(figure, data) {
  const soft = colour("soft");
  const across = figure.dataset.kind === "across";
  const money = figure.dataset.money === "true";
  const format = new Intl.NumberFormat(language, money
    ? { style: "currency", currency: "USD", maximumFractionDigits: 2 }
    : {});
  const names = {
    type: "category",
    data: data.names,
    inverse: across,
    axisLabel: { color: soft, width: across ? 130 : undefined, overflow: across ? "truncate" : undefined },
    axisLine: { lineStyle: { color: colour("line") } },
  };
  const values = {
    type: "value",
    minInterval: money ? undefined : 1,
    axisLabel: { color: soft, formatter: (/** @type {number} */ number) => format.format(number) },
    splitLine: { lineStyle: { color: colour("line") } },
  };
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    aria: { enabled: true, decal: { show: data.series.length > 1 } },
    color: [colour("blue"), colour("green"), colour("amber"), colour("violet")],
    textStyle: { color: soft },
    grid: { left: 8, right: 16, top: data.series.length > 1 ? 36 : 12, bottom: 8, containLabel: true },
    legend: data.series.length > 1 ? { top: 0, textStyle: { color: soft } } : undefined,
    tooltip: {
      trigger: "axis",
      // Drawn, not written as markup: no style of its own to be allowed.
      renderMode: "richText",
      valueFormatter: (/** @type {number} */ number) => format.format(number),
    },
    xAxis: across ? values : names,
    yAxis: across ? names : values,
    series: data.series.map((series) => ({
      type: "bar",
      name: series.name,
      data: series.values,
      barMaxWidth: 32,
      stack: figure.dataset.kind === "stack" ? "all" : undefined,
    })),
  };
}

/** @param {HTMLElement} figure */
async function draw(figure) {
  const data = read(figure);
  if (!data || data.names.length === 0) {
    return;
  }
  const echarts = await load();
  figure.classList.add("drawn");
  echarts.getInstanceByDom(figure)?.dispose();
  const chart = echarts.init(figure, null, { renderer: "canvas" });
  chart.setOption(options(figure, data));
  new ResizeObserver(() => chart.resize()).observe(figure);
}

function watch() {
  for (const figure of document.querySelectorAll("figure.chart:not(.watched)")) {
    figure.classList.add("watched");
    seen.observe(figure);
  }
}

watch();
new MutationObserver(watch).observe(/** @type {Element} */ (document.querySelector("main")), {
  childList: true,
  subtree: true,
});

function redraw() {
  for (const figure of document.querySelectorAll("figure.chart.drawn")) {
    draw(/** @type {HTMLElement} */ (figure));
  }
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
