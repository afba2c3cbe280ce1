// The one modal dialog: opened and closed as the server's stack says, with focus where it belongs.

import { act, flush } from "./acts.js";
import { ask } from "./ask.js";
import { whenDrawn } from "./live.js";
import { reloaded } from "./visit.js";

const dialog = document.getElementById("modal");
const edited = new Set();
let showing = "";

/** Brings the dialog to what was drawn; a view that has changed gets the focus at its start. */
function sync() {
  const wanted = dialog.dataset.wanted ?? "";
  if (wanted && !dialog.open) dialog.showModal();
  if (!wanted && dialog.open) dialog.close();
  if (wanted && wanted !== showing) start();
  if (!wanted) edited.clear();
  showing = wanted;
}

function start() {
  dialog.querySelector(".inside")?.scrollTo(0, 0);
  const fields = ".inside :is(input, textarea, select, [data-does=pick] button):not([disabled])";
  const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector(fields);
  (first ?? dialog.querySelector("#modal-title"))?.focus();
}

async function leave() {
  const question = {
    title: "You have unsaved changes",
    text: "If you close this now, what you have typed is not kept.",
    yes: "Close without saving",
    no: "Keep editing",
    style: "danger",
  };
  if (edited.size && !(await ask(question))) return;
  await flush();
  await act("close", { all: true });
}

for (const kind of ["input", "picked"]) dialog.addEventListener(kind, () => edited.add(showing));
dialog.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector(":popover-open")) return;
  event.preventDefault();
  leave();
});
dialog.addEventListener("cancel", (event) => {
  if (event.target !== dialog) return;
  event.preventDefault();
  leave();
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
