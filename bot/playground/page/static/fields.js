// What is typed and chosen: sent as one goes on, and kept until the server has it. Buttons and forms ask for `flush`.

import { finished, named, placeOf, post } from "./acts.js";
import { confirmed } from "./ask.js";
import { refresh } from "./live.js";
import { warn } from "./toasts.js";
import { edited, nameOf, told } from "./unsaved.js";

// Controls that show something which the server does not have.
const pending = new Set();
// What is on its way: the control, and whether it got through.
const underWay = new Set();
// Of each control what was sent last: the next waits for it, or it could be overtaken on the way.
const lastSent = new WeakMap();

/** What was typed and chosen at this place goes first; false, and said so, where some of it does not get through. */
export async function flush(place, by) {
  for (const control of pending) {
    if (!control.isConnected) pending.delete(control);
    else if (place?.contains(control)) send(control);
  }
  const here = Array.from(underWay).filter(({ control }) => place?.contains(control));
  const through = await Promise.all(here.map(({ got }) => got));
  if (through.every(Boolean)) return true;
  await Promise.all(here.map(({ done }) => done));
  warn("Nothing was sent. What you typed is still here.", by);
  return false;
}

function send(control, option = shownBy(control)) {
  pending.delete(control);
  const [name, where] = [nameOf(control), named(control)];
  // What is in a file has to be read first.
  const earlier = lastSent.get(control) ?? Promise.resolve();
  const posted = Promise.all([option, earlier]).then(([chosen]) => post("choose", { ...where, option: chosen }));
  lastSent.set(control, posted.catch(() => null));
  const got = posted.then((answer) => arrived(control, name, answer));
  const sending = { control, got, done: finished(posted, control) };
  underWay.add(sending);
  got.then(() => underWay.delete(sending));
}

/** What does not get through is pending again; a list, which shows what the server has, is chosen from again. */
function arrived(control, name, answer) {
  if (answer?.acked && !pending.has(control)) told(name);
  if (!answer?.agreed && control.dataset.does !== "pick") pending.add(control);
  return Boolean(answer?.agreed);
}

function shownBy(control) {
  const { kind } = control.dataset;
  if (kind === "rich_text_input") return rich(control.value);
  if (kind === "file_input") return Promise.all(Array.from(control.files, read));
  if (!control.matches("fieldset")) return control.value;
  const ticked = Array.from(control.querySelectorAll("input:checked"), (input) => input.value);
  return kind === "checkboxes" ? ticked : (ticked[0] ?? "");
}

const read = async (file) => ({ name: file.name, text: await file.text() });

function rich(text) {
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return text ? { type: "rich_text", elements: [section] } : null;
}

/** Options ask before they are chosen, as buttons do; what is denied shows again what was chosen before. */
async function choose(control, option) {
  const { confirm } = control.dataset;
  if (confirm && !(await confirmed(JSON.parse(confirm), control))) return restore(control);
  edited(control);
  send(control, option);
}

function restore(control) {
  for (const input of control.matches("input") ? [control] : control.querySelectorAll("input")) {
    input.checked = input.defaultChecked;
    if (!/^(checkbox|radio)$/.test(input.type)) input.value = input.defaultValue;
  }
  refresh();
}

const dispatches = (field, when) => (field.dataset.dispatch ?? "").split(" ").includes(when);

document.addEventListener("picked", (event) => choose(event.target.closest("[data-does=pick]"), event.detail.option));
document.addEventListener("change", (event) => {
  const control = event.target.closest("[data-does]");
  if (control?.dataset.does === "choose") choose(control, shownBy(control));
  else if (control?.dataset.does === "fill" && pending.has(control)) send(control);
});
document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-does=fill]");
  if (!field) return;
  pending.add(field);
  edited(field);
  if (dispatches(field, "on_character_entered")) send(field);
});
document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("[data-does=fill]");
  if (event.key !== "Enter" || event.isComposing || !field || !dispatches(field, "on_enter_pressed")) return;
  event.preventDefault();
  send(field);
});
