// The box at the bottom: words and slash commands, with a list of the commands once "/" is typed.

import { act } from "./acts.js";

const box = document.getElementById("box");
const field = document.getElementById("words");
const list = document.getElementById("commands");
const draft = `draft ${location.pathname}`;
let chosen = -1;

const fitting = () => Array.from(list.children).filter((item) => !item.hidden);

function offer() {
  const typed = field.value;
  for (const item of list.children) item.hidden = !item.dataset.command.startsWith(typed);
  const open = typed.startsWith("/") && !typed.includes(" ") && fitting().length > 0;
  list.hidden = !open;
  field.setAttribute("aria-expanded", String(open));
  mark(open ? 0 : -1);
}

function mark(number) {
  chosen = number;
  const items = fitting();
  for (const item of list.children) item.setAttribute("aria-selected", String(item === items[number]));
  if (items[number]) field.setAttribute("aria-activedescendant", items[number].id);
  else field.removeAttribute("aria-activedescendant");
}

function take(item) {
  field.value = `${item.dataset.command} `;
  keep();
  field.focus();
}

function keep() {
  sessionStorage.setItem(draft, field.value);
  offer();
}

async function send() {
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  keep();
  if (await act(text.startsWith("/") ? "slash" : "say", { text, channel: box.dataset.channel }, field)) return;
  field.value = [text, field.value].filter(Boolean).join(" ");
  keep();
}

function onKey(event) {
  if (event.isComposing) return;
  const items = list.hidden ? [] : fitting();
  const whole = items[chosen]?.dataset.command === field.value.trim();
  if (items.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    mark((chosen + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length);
  } else if (items.length && event.key === "Escape") {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
  } else if (items.length && !whole && ["Enter", "Tab"].includes(event.key) && !event.shiftKey) {
    event.preventDefault();
    take(items[chosen]);
  }
}

if (box) {
  field.value ||= sessionStorage.getItem(draft) ?? "";
  field.addEventListener("input", keep);
  field.addEventListener("keydown", onKey);
  field.addEventListener("blur", () => setTimeout(() => (list.hidden = true), 150));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) take(item);
  });
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}
