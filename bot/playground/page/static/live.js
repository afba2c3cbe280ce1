// Keeps the page as the server has it: listens for new versions, fetches the same address again, morphs.

import { focused, refocus } from "./focus.js";
import { morph } from "./morph.js";

let fetching = null;
let again = false;
let stream = null;
const before = [];
const after = [];

/** Called with the new document before, and with nothing after, each time the page is redrawn. */
export function whenDrawn({ first = () => {}, then = () => {} }) {
  before.push(first);
  after.push(then);
}

/** The page as it is now on the server; several wishes at once make one more fetch, not many. */
export function refresh() {
  again = true;
  fetching ??= draw().finally(() => (fetching = null));
  return fetching;
}

async function draw() {
  while (again) {
    again = false;
    try {
      const response = await fetch(location.href);
      if (response.ok) show(await response.text());
      else if (response.status === 404) location.assign(`/as/${document.body.dataset.person}`);
    } catch {
      setConnected(false);
      return;
    }
  }
}

function show(text) {
  const wanted = new DOMParser().parseFromString(text, "text/html");
  const hooks = before.map((hook) => hook(wanted));
  document.title = wanted.title;
  const held = focused();
  morph(document.body, wanted.body);
  refocus(held);
  for (const [number, hook] of after.entries()) hook(hooks[number]);
}

function listen() {
  stream?.close();
  if (document.hidden) return;
  stream = new EventSource("/live");
  stream.addEventListener("version", ({ data }) => {
    setConnected(true);
    if (data !== document.body.dataset.version) refresh();
  });
  stream.addEventListener("error", () => {
    setConnected(false);
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  });
}

function setConnected(connected) {
  const place = document.getElementById("connection");
  const words = connected ? "" : "Not connected. Trying again…";
  if (place.textContent === words) return;
  place.textContent = words;
  if (connected) refresh();
}

// A browser opens six connections to one address; a page that nobody sees gives its own back.
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", ({ persisted }) => persisted && (listen(), refresh()));
listen();
