// The guide: starts a story again, scrolls to what to do next, and keeps the sheet out of the way on a phone. Ticks come
// with the page.

import { refresh, whenDrawn } from "./live.js";
import { setPanel } from "./panels.js";
import { warn } from "./toasts.js";

const SHEET = matchMedia("(max-width: 62rem)");
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const guide = document.getElementById("guide");
let known = [];

/** The steps to do next, of the stories that are unfolded. */
const current = () => Array.from(guide.querySelectorAll(".story[open] [aria-current=step]"));
const know = () => (known = current().map(({ id }) => id));

/** Finished steps push the next one out of sight; the focus stays where it is. */
function reveal(step, behavior) {
  step?.scrollIntoView({ block: "nearest", behavior });
}

function follow() {
  const next = current().find(({ id }) => !known.includes(id));
  know();
  reveal(next, STILL.matches ? "instant" : "smooth");
}

async function startAgain(button) {
  const response = await fetch("/-/start-story", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ story: button.dataset.again }),
  }).catch(() => null);
  if (!response?.ok) return warn("The story could not be started again.", button);
  document.querySelector(`#story-${CSS.escape(button.dataset.again)} summary`).focus();
  await refresh();
}

function close() {
  setPanel("guide", false);
  document.querySelector("[data-opens=guide]").focus();
}

guide.addEventListener("click", ({ target }) => {
  const again = target.closest("[data-again]");
  if (again) startAgain(again);
  if (SHEET.matches && target.closest(".become")) setPanel("guide", false);
});
guide.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !SHEET.matches) return;
  event.preventDefault();
  close();
});
guide.addEventListener("toggle", know, true);
guide.addEventListener("opened", () => {
  reveal(current()[0], "instant");
  if (SHEET.matches) document.getElementById("guide-title").focus();
});
whenDrawn({ then: follow });
know();
reveal(current()[0], "instant");
