// @ts-check
// What the script says stands in the page, in its reader's language.

const freshness = /** @type {HTMLElement} */ (document.querySelector("#freshness"));

/** @param {string} name @param {string | number} [value] what is put in */
export function text(name, value = "") {
  return (freshness.dataset[name] ?? "").replace("{0}", () => String(value));
}

/** Says how fresh the page is. @param {string} words @param {boolean} [bad] */
export function sayFreshness(words, bad = false) {
  if (freshness.textContent !== words) {
    freshness.textContent = words;
    freshness.classList.toggle("is-bad", bad);
  }
}

/** The page's language: inside somebody else's page that one may have none. */
export const language = freshness.closest("[lang]")?.getAttribute("lang") ?? undefined;
