// The inspector: while it is open it asks for what has happened since; closed, it asks for nothing.

import { morph } from "./morph.js";
import "./mischief.js";

const EVERY = 700;
const drawer = document.getElementById("inspector");
const filter = document.getElementById("inspector-filter");
const pause = document.getElementById("inspector-pause");
const rows = document.getElementById("inspector-rows");
let cleared = 0;
let timer = 0;
let asking = false;
// What is to be asked for though nothing may have happened: "" on opening, "now" for all that there is.
let wish = null;

const isOpen = () => document.documentElement.dataset.inspector === "open";
const isPaused = () => pause.getAttribute("aria-pressed") === "true";

/** Asks at once, or again when what is under way has been answered. */
function want(since) {
  wish = since;
  look();
}

async function look() {
  if (asking) return;
  asking = true;
  while ((await ask()) && wish !== null);
  asking = false;
}

/** A wish stays until it is answered: what it is for may be older than what is shown. */
async function ask() {
  const wished = wish;
  wish = null;
  try {
    const since = wished ?? rows.dataset.changes ?? "";
    const response = await fetch(`/inspector?${new URLSearchParams({ since, after: cleared })}`);
    if (response.status === 200) show(await response.text());
    return true;
  } catch {
    // The page itself says that the playground does not answer.
    wish ??= wished;
    return false;
  }
}

function show(text) {
  const wanted = new DOMParser().parseFromString(text, "text/html").getElementById("inspector-rows");
  const armed = wanted.querySelector("#inspector-armed");
  document.getElementById("mischief-armed").replaceChildren(...armed.childNodes);
  armed.remove();
  const before = new Map(Array.from(rows.querySelectorAll(".entry[open]"), (entry) => [entry, entry.className]));
  morph(rows, wanted);
  for (const [entry, mood] of before) if (entry.className !== mood) fillIn(entry);
  sift();
}

function sift() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const entry of rows.querySelectorAll(".entry")) {
    const text = entry.querySelector("summary").textContent.toLowerCase();
    entry.hidden = !words.every((word) => text.includes(word));
  }
}

async function fillIn(entry) {
  const place = entry.querySelector(".json");
  const response = await fetch(`/inspector/${entry.dataset.number}`).catch(() => null);
  if (!response?.ok) return void (place.textContent = "This could not be read.");
  const text = new DOMParser().parseFromString(await response.text(), "text/html");
  place.replaceChildren(...text.body.childNodes);
}

function tick() {
  if (isOpen() && !isPaused() && !document.hidden) look();
}

function begin() {
  clearInterval(timer);
  want("");
  timer = setInterval(tick, EVERY);
}

drawer.addEventListener("opened", () => {
  begin();
  document.getElementById("inspector-title").focus();
});
drawer.addEventListener("closed", () => clearInterval(timer));
drawer.addEventListener("misbehaves", () => want("now"));
drawer.addEventListener("toggle", ({ target }) => target.open && target.matches(".entry") && fillIn(target), true);
filter.addEventListener("input", sift);
pause.addEventListener("click", () => {
  pause.setAttribute("aria-pressed", String(!isPaused()));
  tick();
});
document.getElementById("inspector-clear").addEventListener("click", () => {
  cleared = rows.dataset.newest ?? 0;
  want("now");
});
if (isOpen()) begin();
