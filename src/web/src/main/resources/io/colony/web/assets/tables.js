// @ts-check
// Lets people sort the rows that stand on a page by the head of a column. What was chosen stands in the page's address
// and holds when the page brings itself up to date. Tables whose order is the server's have no class "sortable".
import { language } from "./texts.js";

const PARAMETER = "sort";
const DIRECTIONS = /** @type {const} */ ({ asc: "ascending", desc: "descending" });

/** @typedef {{ table: string, column: number, direction: "asc" | "desc" }} Order */

/** @returns {Order | null} */
function chosen() {
  const parts = (new URL(location.href).searchParams.get(PARAMETER) ?? "").split(".");
  const [table, column, direction] = parts;
  return parts.length === 3 && (direction === "asc" || direction === "desc")
    ? { table, column: Number(column), direction }
    : null;
}

/** @param {Order} order */
function choose(order) {
  const address = new URL(location.href);
  address.searchParams.set(PARAMETER, `${order.table}.${order.column}.${order.direction}`);
  history.replaceState(history.state, "", address);
}

/** What a cell is sorted by: its own word for it, its time, its number, its text. @param {Element | undefined} cell */
function place(cell) {
  if (!cell) {
    return "";
  }
  const own = /** @type {HTMLElement} */ (cell).dataset.sort ?? cell.querySelector("time")?.dateTime;
  const text = own ?? (cell.textContent ?? "").trim();
  const number = Number(text.replace(/[$,\s]|US/g, ""));
  return text !== "" && !Number.isNaN(number) ? number : text;
}

/** Rows without a value come last, whatever the direction. @param {string | number} a @param {string | number} b */
function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") {
    return a - b;
  }
  return String(a).localeCompare(String(b), language, { numeric: true });
}

/** @param {HTMLTableElement} table @param {Order} order */
function sort(table, order) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const sign = order.direction === "asc" ? 1 : -1;
  const places = new Map(rows.map((row) => [row, place(row.cells[order.column])]));
  const empty = (/** @type {HTMLTableRowElement} */ row) => ["", "–"].includes(String(places.get(row)));
  const sorted = [...rows].sort((a, b) => {
    const last = Number(empty(a)) - Number(empty(b));
    return last || sign * compare(places.get(a) ?? "", places.get(b) ?? "");
  });
  if (sorted.some((row, i) => row !== rows[i])) {
    body.append(...sorted);
  }
  [...(table.tHead?.rows[0].cells ?? [])].forEach((head, i) => {
    const direction = i === order.column ? DIRECTIONS[order.direction] : "none";
    if (head.getAttribute("aria-sort") !== direction) {
      head.setAttribute("aria-sort", direction);
    }
  });
}

/** @param {HTMLTableElement} table @param {HTMLTableCellElement} head @param {number} column */
function offer(table, head, column) {
  if (head.querySelector("button") || !head.textContent) {
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sorter";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const now = chosen();
    const same = now?.table === table.id && now.column === column;
    const first = head.classList.contains("num") ? "desc" : "asc";
    const order = /** @type {Order} */ ({
      table: table.id,
      column,
      direction: same ? (now.direction === "asc" ? "desc" : "asc") : first,
    });
    choose(order);
    sort(table, order);
  });
}

function all() {
  const order = chosen();
  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table.sortable"))) {
    [...(table.tHead?.rows[0].cells ?? [])].forEach((head, i) => offer(table, head, i));
    if (order?.table === table.id && table.tBodies[0]?.rows.length) {
      sort(table, order);
    }
  }
}

all();
new MutationObserver(all).observe(/** @type {Element} */ (document.querySelector("main")), {
  childList: true,
  subtree: true,
});
