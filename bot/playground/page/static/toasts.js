// Slack's short warnings: said in a live region, and shown by the thing that was pressed until the next act.

import { whenDrawn } from "./live.js";

const SECONDS = 8;
let leaving = 0;

/** `shown`: the server draws the words itself, so they are only put by the thing pressed. */
export function warn(words, by = null, { shown = false } = {}) {
  forget();
  if (by?.isConnected) by.dataset.warned = words;
  if (!shown) return say(words);
  document.getElementById("notice")?.removeAttribute("hidden");
  letLeave();
}

export function say(words) {
  const region = document.querySelector("dialog[open] [data-said]") ?? document.getElementById("said");
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = words;
  region.replaceChildren(toast);
  setTimeout(() => toast.remove(), SECONDS * 1000);
}

function forget() {
  for (const region of document.querySelectorAll("#said, [data-said]")) region.replaceChildren();
  document.getElementById("notice")?.setAttribute("hidden", "");
  for (const element of document.querySelectorAll("[data-warned]")) delete element.dataset.warned;
}

/** The server's own words leave the corner by themselves too; in a modal they stay until the next act. */
function letLeave() {
  const notice = document.querySelector(".toast#notice:not([hidden])");
  clearTimeout(leaving);
  if (notice) leaving = setTimeout(() => (notice.hidden = true), SECONDS * 1000);
}

whenDrawn({ then: letLeave });
letLeave();
// Not already when a button goes down: what closes up then would move it away from under the pointer.
document.addEventListener("click", forget, true);
document.addEventListener("keydown", forget);
