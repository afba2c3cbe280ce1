// Where the keyboard is, kept when what it stood on has been drawn anew: the same control, or the one in its place.

const CONTROLS = "a[href], button, input, textarea, select";

export function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const within = element.closest("[data-ts], [data-view]") ?? element.parentElement.closest("[id]");
  return { element, id: element.id, within: within?.id, number: within ? controlsIn(within).indexOf(element) : -1 };
}

export function refocus(held) {
  if (!held || held.element.isConnected) return;
  const within = held.within && document.getElementById(held.within);
  const next = (held.id && document.getElementById(held.id)) || (within && inPlace(within, held.number));
  (next || document.getElementById("main")).focus();
  if (within?.matches(".message")) read(within);
}

function inPlace(within, number) {
  const controls = controlsIn(within);
  return controls[Math.min(Math.max(number, 0), controls.length - 1)];
}

function controlsIn(within) {
  return Array.from(within.querySelectorAll(CONTROLS)).filter((each) => !each.closest("[popover]"));
}

/** The message in which somebody pressed something has changed under them. */
function read(message) {
  document.getElementById("news").textContent = message.querySelector(".body").textContent.trim();
}
