// @ts-check
import "./charts.js";
import "./tables.js";
import { keepUpToDate } from "./live.js";

keepUpToDate();

// A page around ours may put fields of its own, such as a token, into each form: they have no business in an address.
document.querySelector("main")?.addEventListener("formdata", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.getAttribute("method") === "get") {
    for (const added of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(":scope > div input"))) {
      /** @type {FormDataEvent} */ (event).formData.delete(added.name);
    }
  }
});
