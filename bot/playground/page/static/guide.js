// The guide: starts a story again, and keeps the sheet out of the way on a phone. Ticks come with the page.

import { refresh } from "./live.js";
import { setPanel } from "./panels.js";
import { warn } from "./toasts.js";

const SHEET = matchMedia("(max-width: 62rem)");
const guide = document.getElementById("guide");

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
guide.addEventListener("opened", () => {
  if (SHEET.matches) document.getElementById("guide-title").focus();
});
