// The switch that makes Slack misbehave: asks the server for trouble, says what one should see, and ends it.

const form = document.getElementById("mischief");
const see = document.getElementById("mischief-see");
const said = document.getElementById("mischief-said");

const chosen = () => form.elements.kind.selectedOptions[0];

function explain() {
  const atOnce = "atOnce" in chosen().dataset;
  see.textContent = chosen().dataset.see;
  form.querySelector(".times").hidden = atOnce;
}

async function ask(asked, given, words) {
  const response = await fetch(`/-/${asked}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(given),
  }).catch(() => null);
  said.textContent = response?.ok ? words : "That could not be asked for.";
  form.dispatchEvent(new CustomEvent("misbehaves", { bubbles: true }));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { asks, given, atOnce } = chosen().dataset;
  const times = Number(form.elements.times.value);
  const words = atOnce === undefined ? "Asked for. Now do something in Slack." : "Done.";
  ask(asks, { ...JSON.parse(given), ...(atOnce === undefined ? { times } : {}) }, words);
});
document.getElementById("mischief-end").addEventListener("click", () => ask("clear-faults", {}, "Slack behaves again."));
form.elements.kind.addEventListener("change", explain);
explain();
