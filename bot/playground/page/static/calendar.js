// Moves the calendar on. What is under way and what came of it is drawn by the server, for everybody.

import { refresh } from "./live.js";

const panel = () => document.getElementById("calendar");
const field = () => document.getElementById("calendar-to");
const isMoving = () => panel()?.querySelector(".moving") !== null;

function refuse(words) {
  document.getElementById("calendar-problem").textContent = words;
  if (words) field().setAttribute("aria-invalid", "true");
  else field().removeAttribute("aria-invalid");
}

async function move(to) {
  if (isMoving()) return;
  refuse("");
  try {
    const response = await fetch("/-/calendar", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ to }),
    });
    if (response.ok) field().value = "";
    else refuse((await response.json()).mistake);
  } catch {
    refuse("The playground does not answer. The calendar was not moved.");
  }
  await refresh();
}

document.addEventListener("click", (event) => {
  const jump = event.target.closest?.("#calendar .jump");
  if (jump) move(jump.dataset.moves);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("#calendar form")) return;
  event.preventDefault();
  if (field().value) return move(field().value);
  refuse("Please give a whole date.");
  field().focus();
});
document.addEventListener("input", (event) => {
  if (event.target === field()) refuse("");
});
