// Lists to choose from: typing filters, arrow keys move, Enter chooses, Escape leaves. Each choice goes out as the event
// "picked". As in Slack, choosing the option again that a static list already shows takes it back.

import { openerOf, step } from "./menu.js";

const rootOf = (element) => element.closest?.(".blocks .pick");
const searchOf = (root) => root.querySelector(".pick-search");
const optionsOf = (root) => Array.from(root.querySelectorAll("[role=option]"));
const shownOf = (root) => optionsOf(root).filter((option) => !option.hidden && option.ariaDisabled !== "true");
const isMany = (root) => "many" in root.dataset;
const isOpen = (root) => root.querySelector(".pick-pop").matches(":popover-open");
// What is chosen in an open list, which may be ahead of what the server has drawn.
const held = new WeakMap();
const chosenOf = (root) => (isOpen(root) && held.get(root)) || JSON.parse(root.dataset.chosen);

function send(root, values) {
  held.set(root, values);
  const option = isMany(root) ? values : (values[0] ?? "");
  root.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: { option } }));
}

/** Marks what is chosen, and closes off the rest where no more may be. */
function mark(root) {
  const chosen = chosenOf(root);
  const full = isMany(root) && chosen.length >= Number(root.dataset.most ?? Infinity);
  for (const option of optionsOf(root)) {
    const mine = chosen.includes(option.dataset.value);
    option.ariaSelected = String(mine);
    option.ariaDisabled = String(full && !mine);
  }
}

function filter(root) {
  const wanted = searchOf(root).value.trim().toLocaleLowerCase().split(/\s+/);
  for (const option of optionsOf(root)) {
    const words = option.textContent.toLocaleLowerCase();
    option.hidden = !wanted.every((word) => words.includes(word));
  }
  for (const group of root.querySelectorAll(".pick-group")) group.hidden = !inGroup(group).some((one) => !one.hidden);
  root.querySelector(".pick-none").hidden = optionsOf(root).some((option) => !option.hidden);
}

function inGroup(group) {
  const found = [];
  for (let at = group.nextElementSibling; at?.matches("[role=option]"); at = at.nextElementSibling) found.push(at);
  return found;
}

function activeOf(root) {
  return root.querySelector("[role=option].active");
}

function activate(root, option) {
  activeOf(root)?.classList.remove("active");
  option?.classList.add("active");
  option?.scrollIntoView({ block: "nearest" });
  if (option) searchOf(root).setAttribute("aria-activedescendant", option.id);
  else searchOf(root).removeAttribute("aria-activedescendant");
}

function choose(root, option) {
  if (option.ariaDisabled === "true") return;
  const { value } = option.dataset;
  if (!isMany(root)) {
    const back = root.dataset.kind === "static_select" && chosenOf(root).includes(value);
    root.querySelector(".pick-pop").hidePopover();
    send(root, value && !back ? [value] : []);
    return;
  }
  const chosen = chosenOf(root);
  send(root, chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  mark(root);
}

function opened(root) {
  held.delete(root);
  searchOf(root).value = "";
  filter(root);
  mark(root);
  searchOf(root).focus();
  activate(root, shownOf(root).find((option) => option.ariaSelected === "true") ?? shownOf(root)[0]);
}

function removed(chip) {
  const root = rootOf(chip);
  const item = chip.closest("li");
  const next = (item.nextElementSibling ?? item.previousElementSibling)?.querySelector(".chip");
  (next ?? root.querySelector(".pick-open")).focus();
  item.remove();
  send(root, Array.from(root.querySelectorAll(".chip"), (left) => left.dataset.value));
}

document.addEventListener(
  "toggle",
  (event) => event.target.matches?.(".pick-pop") && event.newState === "open" && opened(rootOf(event.target)),
  true,
);
document.addEventListener("input", (event) => {
  if (!event.target.matches?.(".pick-search")) return;
  const root = rootOf(event.target);
  filter(root);
  activate(root, shownOf(root)[0]);
  event.stopPropagation();
});
document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.(".pick-search") || event.isComposing) return;
  const root = rootOf(event.target);
  const active = activeOf(root);
  const next = shownOf(root).length ? step(shownOf(root), active, event.key) : undefined;
  if (next) activate(root, next);
  if (event.key === "Enter" && active) choose(root, active);
  if (event.key === "Tab") openerOf(event.target.closest("[popover]"))?.focus();
  if (event.key === "Tab") event.target.closest("[popover]").hidePopover();
  if (next || event.key === "Enter") event.preventDefault();
});
document.addEventListener("click", (event) => {
  const option = event.target.closest?.(".pick-pop [role=option]");
  const chip = event.target.closest?.(".blocks .chip");
  if (option) choose(rootOf(option), option);
  if (chip) removed(chip);
});
document.addEventListener("pointermove", (event) => {
  const option = event.target.closest?.(".pick-pop [role=option]");
  if (option && !option.matches(".active")) activate(rootOf(option), option);
});
// Keeps the focus, and with it the keys, in the search box.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.(".pick-pop [role=option]")) event.preventDefault();
});
