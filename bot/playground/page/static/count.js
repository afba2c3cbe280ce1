// How many characters are left, said when few are. Slack counts as JavaScript does; too long is refused on sending.

const NEAR = 40;

function words(left) {
  if (left < 0) return `${-left} too many`;
  return left === 1 ? "1 character left" : `${left} characters left`;
}

function count(field) {
  const left = Number(field.dataset.max) - field.value.length;
  const shown = field.parentElement.querySelector(".count");
  const near = left <= Math.max(NEAR, Number(field.dataset.max) / 10);
  shown.textContent = near && field.value ? words(left) : "";
  shown.classList.toggle("over", left < 0);
}

for (const kind of ["input", "focusin"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.matches?.(".blocks [data-max][data-does=fill]")) count(event.target);
  });
}
