// A conversation stays at its newest message while one is there, says aloud what has come, and offers to go there.

import { whenDrawn } from "./live.js";

const NEAR = 40;
const scroll = document.getElementById("scroll");
const talk = scroll.querySelector(".talk");
const newest = document.getElementById("newest");
let atEnd = true;

const toEnd = () => (scroll.scrollTop = scroll.scrollHeight);
const ids = () => Array.from(document.querySelectorAll(".message"), (message) => message.id);

function announce(known) {
  const others = Array.from(document.querySelectorAll(".message:not([data-mine])"));
  const last = others.filter(({ id }) => !known.has(id)).at(-1);
  if (!last) return;
  newest.hidden = atEnd;
  const author = last.querySelector(".by .name").textContent;
  document.getElementById("news").textContent = `${author}: ${last.querySelector(".body").textContent.trim()}`;
}

if (talk) {
  toEnd();
  scroll.addEventListener("scroll", () => {
    atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
    if (atEnd) newest.hidden = true;
  });
  newest.addEventListener("click", () => {
    toEnd();
    scroll.focus();
  });
  new ResizeObserver(() => atEnd && toEnd()).observe(talk);
  new ResizeObserver(() => atEnd && toEnd()).observe(scroll);
  whenDrawn({ first: () => new Set(ids()), then: announce });
}
