// Runs before the first paint, so that nothing flashes: the theme, and which panels stand open.
const root = document.documentElement;
root.dataset.theme = localStorage.getItem("theme") ?? "system";
root.dataset.guide = localStorage.getItem("guide") ?? (innerWidth > 1100 ? "open" : "closed");
root.dataset.inspector = localStorage.getItem("inspector") ?? "closed";
