// @ts-check
// Brings a page up to date section by section, and leaves alone what its reader is at: open details, scrolling, focus,
// what was typed. A section that cannot be replaced now is replaced later.

const FOCUSABLE = "a, summary, button, input, select, textarea, [tabindex]";

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

const main = /** @type {HTMLElement} */ (document.querySelector("main"));

/** Our part of the document's title. */
let title = main.dataset.title ?? "";

/** What each section looked like as the server sent it. @type {Map<string, string>} */
const shown = new Map([...main.children].map((section) => [section.id, section.outerHTML]));

/** @param {Element} section @returns {Field[]} */
function fields(section) {
  return [...section.querySelectorAll("input:not([type=hidden]), textarea, select")].map((one) => /** @type {Field} */ (one));
}

/** Whether its reader gave it another value than the server. @param {Field} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement) {
    const preset = [...field.options].some((option) => option.defaultSelected);
    return [...field.options].some((option, i) => option.selected !== (preset ? option.defaultSelected : i === 0));
  }
  return field.value !== field.defaultValue
    || (field instanceof HTMLInputElement && field.checked !== field.defaultChecked);
}

/** What makes a field the same in another version of the section. @param {Field} field */
function nameOf(field) {
  const own = field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type) ? field.value : "";
  return [field.id, field.form?.getAttribute("action"), field.form?.id, field.name, own].join("\n");
}

/** @param {Element} section @param {Element} fresh */
function keepTyped(section, fresh) {
  const targets = fields(fresh);
  for (const field of fields(section).filter(isChanged)) {
    const target = targets.find((one) => nameOf(one) === nameOf(field));
    if (target) {
      target.value = field.value;
      if (target instanceof HTMLInputElement && field instanceof HTMLInputElement) {
        target.checked = field.checked;
      }
    }
  }
}

/** Whether replacing it would take something out of its reader's hands. @param {Element} section */
function isHeld(section) {
  const selection = getSelection();
  const selected = selection !== null && !selection.isCollapsed && selection.rangeCount > 0
    && selection.getRangeAt(0).intersectsNode(section);
  const active = fields(section).find((field) => field === document.activeElement);
  return selected || section.querySelector("dialog[open]") !== null || (active !== undefined && isChanged(active));
}

/** Whether any section is in its reader's hands. */
export function isHolding() {
  return [...main.children].some(isHeld);
}

/**
 * Where the focus is: its place within the nearest part that has a name of its own, so that what is put in before that
 * part does not move it.
 *
 * @param {Element} section
 */
function focusIn(section) {
  const active = document.activeElement;
  if (!active || !section.contains(active)) {
    return null;
  }
  const part = active.closest("[id]") ?? section;
  const places = part === active ? [active] : [...part.querySelectorAll(FOCUSABLE)];
  return { id: part.id, place: places.indexOf(active) };
}

/** @param {Element} section @param {{ id: string, place: number }} focus */
function refocus(section, focus) {
  const part = section.id === focus.id ? section : section.querySelector(`#${CSS.escape(focus.id)}`);
  const target = part?.matches(FOCUSABLE) ? part : part?.querySelectorAll(FOCUSABLE)[focus.place];
  if (target instanceof HTMLElement) {
    target.focus({ preventScroll: true });
  }
}

/** @param {Element} section what stands there @param {Element} fresh what is to stand there */
function takeOver(section, fresh) {
  for (const details of section.querySelectorAll("details[id]")) {
    fresh.querySelector(`#${CSS.escape(details.id)}`)?.toggleAttribute("open", details.hasAttribute("open"));
  }
  keepTyped(section, fresh);
  const scrolled = [...section.querySelectorAll(".scroll")].map((box) => [box.scrollLeft, box.scrollTop]);
  const focus = focusIn(section);
  section.replaceWith(fresh);
  fresh.querySelectorAll(".scroll").forEach((box, i) => {
    [box.scrollLeft, box.scrollTop] = scrolled[i] ?? [0, 0];
  });
  if (focus) {
    refocus(fresh, focus);
  }
}

/**
 * Puts the sections in their new order: kept ones stay the same elements, so that nothing in them is lost.
 *
 * @param {Element[]} sections
 */
function arrange(sections) {
  const wanted = new Set(sections.map((section) => section.id));
  for (const old of [...main.children].filter((section) => !wanted.has(section.id))) {
    old.remove();
    shown.delete(old.id);
  }
  sections.forEach((section, i) => {
    const there = main.children[i];
    if (there?.id !== section.id) {
      const kept = [...main.children].find((one) => one.id === section.id);
      main.insertBefore(kept ?? document.importNode(section, true), there ?? null);
      if (!kept) {
        shown.set(section.id, section.outerHTML);
      }
    }
  });
}

/** What its reader looks at: where the focus is, else the first section on the screen. */
function looked() {
  const focused = document.activeElement?.closest("main [id]");
  const sight = (/** @type {Element | null | undefined} */ one) => {
    const box = one?.getBoundingClientRect();
    return box !== undefined && box.bottom > 0 && box.top < innerHeight;
  };
  const part = sight(focused) ? focused : [...main.children].find(sight);
  return part ? { id: part.id, top: part.getBoundingClientRect().top } : null;
}

/** Whether every section is up to date now: false where one is held. @param {Document} page */
export function update(page) {
  const before = looked();
  const complete = replace(page);
  const after = before ? document.getElementById(before.id) : null;
  if (before && after) {
    // What came in above it does not push it away.
    scrollBy(0, after.getBoundingClientRect().top - before.top);
  }
  return complete;
}

/** @param {Document} page */
function replace(page) {
  const fresh = /** @type {HTMLElement} */ (page.querySelector("main"));
  const sections = [...fresh.children];
  arrange(sections);
  let complete = true;
  sections.forEach((section, i) => {
    const markup = section.outerHTML;
    if (shown.get(section.id) === markup) {
      return;
    }
    if (isHeld(main.children[i])) {
      complete = false;
      return;
    }
    takeOver(main.children[i], document.importNode(section, true));
    shown.set(section.id, markup);
  });
  const now = fresh.dataset.title ?? "";
  document.title = document.title.replace(title, () => now);
  title = now;
  return complete;
}
