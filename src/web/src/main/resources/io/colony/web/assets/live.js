// @ts-check
// Keeps the page up to date while somebody looks at it: hears that something changed and asks for the page again. Where no
// stream can be had, it asks every few seconds. Without this script the page works, but stands still.
import { tellAges } from "./ages.js";
import { isHolding, update } from "./takeover.js";
import { sayFreshness, text } from "./texts.js";

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const interval = Number(main.dataset.live);
const PATIENCE = 15_000;
const LONGEST = 15_000;
/** Times pass although nothing changes: so often the page is looked at with a stream as well. */
const NET = 20_000;
/** At most so often: a burst of changes is one. */
const SPACING = 350;
const REOPEN = 60_000;

let tag = "";
let timer = 0;
let spacing = 0;
let reopening = 0;
let asking = false;
let again = false;
let waiting = interval;
let complete = true;
/** @type {EventSource | null} */
let stream = null;
let streaming = false;

const isSeen = () => document.visibilityState === "visible";

/** @param {unknown} failure */
function reason(failure) {
  return failure instanceof TypeError ? text("offline") : failure instanceof Error ? failure.message : "";
}

async function ask() {
  let longest = LONGEST;
  try {
    const answer = await fetch(location.href, {
      cache: "no-store",
      headers: { "Colony-Part": "main", ...(tag ? { "If-None-Match": tag } : {}) },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 200) {
      complete = update(new DOMParser().parseFromString(await answer.text(), "text/html"));
      tag = complete ? (answer.headers.get("ETag") ?? "") : "";
    } else if (answer.status !== 304) {
      longest = Math.max(LONGEST, 1000 * (Number(answer.headers.get("Retry-After")) || 0));
      throw new Error(answer.status === 503 && longest === LONGEST ? text("away") : text("answer", answer.status));
    }
    waiting = interval;
    sayFreshness(text("live"));
  } catch (failure) {
    waiting = Math.min(longest, waiting * 2);
    sayFreshness(text("stale", reason(failure)), true);
  }
  tellAges();
}

/** Asks now, or as soon as the last question is answered and some time has passed. */
async function look() {
  if (asking || spacing !== 0) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  clearTimeout(timer);
  spacing = setTimeout(() => {
    spacing = 0;
    if (again) {
      look();
    }
  }, SPACING);
  await ask();
  asking = false;
  if (again && spacing === 0) {
    look();
  }
  rest();
}

/** Until the next look that nobody asks for. */
function rest() {
  clearTimeout(timer);
  if (isSeen()) {
    const healthy = streaming && waiting === interval;
    timer = setTimeout(look, healthy ? NET : waiting);
  }
}

function close() {
  stream?.close();
  stream = null;
  streaming = false;
  clearTimeout(reopening);
}

function open() {
  close();
  if (!main.dataset.events) {
    return;
  }
  const query = new URLSearchParams();
  for (const [name, value] of [["topic", main.dataset.topics], ["issue", main.dataset.issue]]) {
    if (value) {
      query.set(/** @type {string} */ (name), value);
    }
  }
  const source = new EventSource(`${main.dataset.events}?${query}`);
  stream = source;
  source.addEventListener("hello", () => {
    streaming = true;
    look();
  });
  for (const name of ["change", "resync"]) {
    source.addEventListener(name, () => {
      streaming = true;
      look();
    });
  }
  source.addEventListener("away", () => sayFreshness(text("stale", text("away")), true));
  source.addEventListener("error", () => {
    streaming = false;
    if (source.readyState === EventSource.CLOSED && stream === source) {
      reopening = setTimeout(open, REOPEN);
    }
    rest();
  });
}

function begin() {
  open();
  timer = setTimeout(look, interval / 2);
}

export function keepUpToDate() {
  tellAges();
  if (!(interval > 0)) {
    return;
  }
  document.addEventListener("visibilitychange", () => {
    if (isSeen()) {
      begin();
    } else {
      close();
      clearTimeout(timer);
    }
  });
  // What a selection or a field held back is taken over once it is let go.
  for (const name of ["selectionchange", "focusout", "close"]) {
    document.addEventListener(name, () => complete || isHolding() || look(), true);
  }
  if (isSeen()) {
    begin();
  }
}
