// Overflow menus, and where every popover of a block opens. What an entry does is in buttons.js, lists are in pick.js.

import "./count.js";

const GAP = 4;

/** Below what opens it, or above where there is no room; never out of the window. */
export function place(popover) {
  const opener = openerOf(popover);
  if (!opener) return;
  const at = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = at.bottom + GAP + height <= innerHeight || at.top < innerHeight - at.bottom;
  const top = below ? at.bottom + GAP : at.top - GAP - height;
  popover.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - width - GAP))}px`;
  popover.style.top = `${Math.max(GAP, Math.min(top, innerHeight - height - GAP))}px`;
}

export function openerOf(popover) {
  return document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`);
}

/** The next of some things in a direction, round and round; by name Home and End. */
export function step(things, now, key) {
  const at = things.indexOf(now);
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[key];
  return to === undefined ? undefined : things.at(to % things.length);
}

const entries = (menu) => Array.from(menu.querySelectorAll("[role=menuitem]"));

function startingWith(items, letter, now) {
  const from = items.indexOf(now) + 1;
  const turned = [...items.slice(from), ...items.slice(0, from)];
  return turned.find((item) => item.textContent.trim().toLowerCase().startsWith(letter));
}

document.addEventListener(
  "toggle",
  (event) => {
    const popover = event.target;
    if (!popover.matches?.(".blocks .menu, .blocks .pick-pop")) return;
    const open = event.newState === "open";
    openerOf(popover)?.setAttribute("aria-expanded", String(open));
    if (!open) return;
    place(popover);
    if (popover.matches(".menu")) entries(popover)[0]?.focus();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const opener = event.target.closest?.(".menu-open");
  if (opener && event.key === "ArrowDown") {
    event.preventDefault();
    opener.click();
  }
  const menu = event.target.closest?.(".blocks .menu");
  if (!menu) return;
  const items = entries(menu);
  const letter = event.key.length === 1 && event.key !== " " ? event.key.toLowerCase() : "";
  const next = step(items, event.target, event.key) ?? (letter && startingWith(items, letter, event.target));
  if (event.key === "Tab") menu.hidePopover();
  if (!next) return;
  event.preventDefault();
  next.focus();
});

function placeOpen() {
  for (const popover of document.querySelectorAll(".blocks :popover-open")) place(popover);
}
document.addEventListener("scroll", placeOpen, { capture: true, passive: true });
addEventListener("resize", placeOpen);
