// The one modal dialog: opened and closed as the server's stack says, sent, and left; with focus where it belongs.

import { act, standing } from "./acts.js";
import { ask } from "./ask.js";
import { flush } from "./fields.js";
import { whenDrawn } from "./live.js";
import { forget, isUnsaved } from "./unsaved.js";
import { reloaded } from "./visit.js";

const dialog = document.getElementById("modal");
const QUESTION = {
  title: "You have unsaved changes",
  text: "If you close this now, what you have typed is not kept.",
  yes: "Close without saving",
  no: "Keep editing",
  style: "danger",
};
let showing = "";

/** Brings the dialog to what was drawn; a view that has changed gets the focus at its start. */
function sync() {
  const wanted = dialog.dataset.wanted ?? "";
  if (wanted && !dialog.open) dialog.showModal();
  if (!wanted && dialog.open) dialog.close();
  if (wanted && wanted !== showing) start();
  if (!wanted) forget();
  showing = wanted;
}

function start() {
  dialog.querySelector(".inside")?.scrollTo(0, 0);
  const fields = ".inside :is(input, textarea, select, [data-does=pick] button):not([disabled])";
  const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector(fields);
  (first ?? dialog.querySelector("#modal-title"))?.focus();
}

async function submit(form) {
  const button = form.querySelector("[type=submit]");
  if (!button || button.disabled) return;
  button.disabled = true;
  if (await flush(form, button)) {
    const done = await act("submit", { on: standing(form) }, button);
    if (done?.acked && done.answer?.response_action !== "errors") forget(form.dataset.view);
  }
  button.disabled = false;
  if (!form.isConnected) return;
  // A button that was switched off has let go of the focus.
  const lost = document.activeElement === document.body;
  (form.querySelector("[aria-invalid=true]") ?? (lost ? button : null))?.focus();
}

/** Esc, the cross, Cancel and Back: asks first where what is thrown away was not sent; `all` leaves the whole stack. */
async function leave(button, all) {
  const form = button.closest("form");
  const { view } = form.dataset;
  if (isUnsaved(all ? undefined : view) && !(await ask(QUESTION))) return;
  await flush(form);
  if (await act("close", { all }, button)) forget(view);
}

const cross = () => dialog.querySelector("[data-does=close-all]");

dialog.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-does^=close]");
  if (button) leave(button, button === cross());
});
dialog.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(event.target);
});
dialog.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector(":popover-open")) return;
  event.preventDefault();
  leave(cross(), true);
});
dialog.addEventListener("cancel", (event) => {
  if (event.target !== dialog) return;
  event.preventDefault();
  leave(cross(), true);
});
// A browser may close it without asking; it is open as long as the server says so.
dialog.addEventListener("close", () => setTimeout(sync));
whenDrawn({
  first: (wanted) => {
    if (!wanted.getElementById("modal")?.dataset.wanted && dialog.open) {
      delete dialog.dataset.wanted;
      dialog.close();
    }
  },
  then: sync,
});
// A reload closes it; the page is then drawn anew.
if (!reloaded) sync();
