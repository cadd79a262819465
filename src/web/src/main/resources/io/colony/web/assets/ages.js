// @ts-check
import { text } from "./texts.js";

const UNITS = /** @type {const} */ ([[3_600, "hours"], [60, "minutes"], [1, "seconds"]]);
const DAY = 86_400;

/** @param {number} seconds before now; negative for what is to come */
function age(seconds) {
  const amount = Math.abs(seconds);
  const [size, name] = UNITS.find(([unit]) => amount >= unit) ?? UNITS[2];
  return text(seconds < 0 ? "ahead" : "ago", text(name, Math.floor(amount / size)));
}

/** Says of every time within a day how long ago it is; the time itself moves to the tool tip. */
export function tellAges() {
  const now = Date.now();
  for (const time of document.querySelectorAll("time:not(.exact)")) {
    time.title ||= time.textContent ?? "";
    const seconds = Math.round((now - Date.parse(time.dateTime)) / 1000);
    const words = Math.abs(seconds) < DAY ? age(seconds) : time.title;
    if (time.textContent !== words) {
      time.textContent = words;
    }
  }
}
