// The guide, the inspector and the theme: what is open or chosen is kept by the browser, on the root element.
// A panel is shown while <html data-NAME="open">; it hears "opened" and "closed".

const root = document.documentElement;
const THEMES = ["system", "light", "dark"];
const SAID = { system: "as the system has it", light: "light", dark: "dark" };

export function setPanel(name, open) {
  root.dataset[name] = open ? "open" : "closed";
  localStorage.setItem(name, root.dataset[name]);
  showState();
  document.getElementById(name)?.dispatchEvent(new CustomEvent(open ? "opened" : "closed", { bubbles: true }));
}

export function showState() {
  for (const button of document.querySelectorAll("[data-opens]")) {
    button.setAttribute("aria-expanded", String(root.dataset[button.dataset.opens] === "open"));
  }
  document.getElementById("theme").setAttribute("aria-label", `Theme: ${SAID[root.dataset.theme]}`);
}

function nextTheme() {
  const next = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
  root.dataset.theme = next;
  localStorage.setItem("theme", next);
  showState();
}

document.addEventListener("click", (event) => {
  const opens = event.target.closest("[data-opens]")?.dataset.opens;
  const closes = event.target.closest("[data-closes]")?.dataset.closes;
  if (opens) setPanel(opens, root.dataset[opens] !== "open");
  if (closes) {
    setPanel(closes, false);
    document.querySelector(`[data-opens=${closes}]`)?.focus();
  }
  if (event.target.closest("#theme")) nextTheme();
});
showState();
