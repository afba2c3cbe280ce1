// Slack's short warnings: said in a live region, and shown by the thing that was pressed until the next act.

const SECONDS = 8;

/** `shown`: the server draws the words itself, so they are only put by the thing pressed. */
export function warn(words, by = null, { shown = false } = {}) {
  forget();
  if (by?.isConnected) by.dataset.warned = words;
  if (!shown) return say(words);
  document.getElementById("notice")?.removeAttribute("hidden");
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

document.addEventListener("pointerdown", forget);
document.addEventListener("keydown", forget);
