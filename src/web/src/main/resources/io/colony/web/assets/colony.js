// @ts-check
import "./charts.js";
import "./tables.js";

// Keeps the page up to date while somebody looks at it: asks again every few seconds, takes over the sections that
// changed, and leaves open details, scrolling and focus alone. Without this script the page works, but stands still.

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const freshness = /** @type {HTMLElement} */ (document.querySelector("#freshness"));
const interval = Number(main.dataset.live);
const PATIENCE = 15_000;

let tag = "";
let timer = 0;
let asking = false;
/** Whether something changed while the page was being asked for. */
let again = false;
/** @type {EventSource | undefined} */
let stream;
/** Between two questions, so that a burst of changes costs a few and not one each. */
const BREATH = 300;
/** Beside the stream, for what no event tells, such as a worker that fell silent. */
const SLOW = 15_000;

/** @param {string} text @param {boolean} [bad] */
function say(text, bad = false) {
  if (freshness.textContent !== text) {
    freshness.textContent = text;
    freshness.classList.toggle("is-bad", bad);
  }
}

const UNITS = /** @type {const} */ ([[3_600, "h"], [60, "min"], [1, "s"]]);
const DAY = 86_400;

/** @param {number} seconds before now; negative for what is to come */
function age(seconds) {
  const amount = Math.abs(seconds);
  const [size, name] = UNITS.find(([unit]) => amount >= unit) ?? [1, "s"];
  const text = `${Math.floor(amount / size)} ${name}`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

/** Says of every time within a day how long ago it is; the time itself moves to the tool tip. */
function tellAges() {
  const now = Date.now();
  for (const time of document.querySelectorAll("time:not(.exact)")) {
    time.title ||= time.textContent ?? "";
    const seconds = Math.round((now - Date.parse(time.dateTime)) / 1000);
    const text = Math.abs(seconds) < DAY ? age(seconds) : time.title;
    if (time.textContent !== text) {
      time.textContent = text;
    }
  }
}

/** @param {Element} section what stands there @param {Element} fresh what is to stand there */
function takeOver(section, fresh) {
  for (const details of section.querySelectorAll("details[open][id]")) {
    fresh.querySelector(`#${CSS.escape(details.id)}`)?.setAttribute("open", "");
  }
  const scrolled = [...section.querySelectorAll(".scroll")].map((box) => [box.scrollLeft, box.scrollTop]);
  const focused = section.contains(document.activeElement)
    ? [...section.querySelectorAll("a, summary, [tabindex]")].indexOf(/** @type {Element} */ (document.activeElement))
    : -1;
  section.replaceWith(fresh);
  fresh.querySelectorAll(".scroll").forEach((box, i) => {
    [box.scrollLeft, box.scrollTop] = scrolled[i] ?? [0, 0];
  });
  if (focused >= 0) {
    const target = fresh.querySelectorAll("a, summary, [tabindex]")[focused];
    if (target instanceof HTMLElement) {
      target.focus({ preventScroll: true });
    }
  }
}

/** What each section looked like as the server sent it. @type {Map<string, string>} */
const shown = new Map([...main.children].map((section) => [section.id, section.outerHTML]));

/** @param {Document} page */
function update(page) {
  const fresh = /** @type {HTMLElement} */ (page.querySelector("main"));
  const sections = [...fresh.children];
  const same = sections.length === main.children.length && sections.every((one, i) => one.id === main.children[i].id);
  if (!same) {
    main.replaceChildren(...sections.map((section) => document.importNode(section, true)));
  }
  sections.forEach((section, i) => {
    const markup = section.outerHTML;
    if (same && shown.get(section.id) !== markup) {
      takeOver(main.children[i], document.importNode(section, true));
    }
    shown.set(section.id, markup);
  });
  document.title = page.title;
}

async function ask() {
  try {
    const answer = await fetch(location.href, {
      cache: "no-store",
      headers: tag ? { "If-None-Match": tag } : {},
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") ?? "";
      update(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } else if (answer.status !== 304) {
      throw new Error(answer.status === 503 ? "the store is away" : `answer ${answer.status}`);
    }
    say("Live");
  } catch (failure) {
    const why = failure instanceof TypeError ? "no connection" : failure instanceof Error ? failure.message : "";
    say(`Not up to date: ${why}. Trying again …`, true);
  }
  tellAges();
}

async function turn() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  clearTimeout(timer);
  await ask();
  asking = false;
  if (document.visibilityState === "visible") {
    if (again) {
      timer = setTimeout(turn, BREATH);
    } else {
      const heard = stream?.readyState === EventSource.OPEN && !freshness.classList.contains("is-bad");
      timer = setTimeout(turn, heard ? SLOW : interval);
    }
  }
}

/** Hears of changes. While there is no stream, the page asks every few seconds. */
function listen() {
  stream?.close();
  stream = new EventSource(/** @type {string} */ (main.dataset.events));
  stream.onopen = turn;
  stream.onerror = turn;
  stream.addEventListener("change", turn);
  stream.addEventListener("resync", turn);
}

tellAges();
setInterval(tellAges, 1_000);
if (interval > 0) {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      listen();
      turn();
    } else {
      stream?.close();
      clearTimeout(timer);
    }
  });
  listen();
  turn();
}
