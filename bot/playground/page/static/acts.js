// What a person does to what the bot has drawn, sent to the server as acts. Delegated: nothing is bound to one element.

import { confirmed } from "./ask.js";
import { refresh } from "./live.js";
import { warn } from "./toasts.js";

const pending = new Map();
const underWay = new Set();

/** Sends one act; answers what came of it, or null when it could not be done. */
export async function act(name, given, by = null) {
  by?.setAttribute("data-busy", "");
  try {
    const response = await fetch("/-/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ act: name, who: document.body.dataset.person, ...given }),
    });
    const answer = await response.json();
    await refresh();
    if (!response.ok && (by?.isConnected ?? true)) warn(answer.mistake, by);
    if (answer.warning) warn(answer.warning, by, { shown: true });
    return response.ok ? answer : null;
  } catch {
    warn("The playground does not answer. What you did was not sent.", by);
    return null;
  } finally {
    by?.removeAttribute("data-busy");
  }
}

/** Where a control stands: a modal or Home tab, or a message. */
function standing(element) {
  const place = element.closest("[data-view], [data-ts]");
  const { view, channel, ts } = place?.dataset ?? {};
  return view ? { view_id: view } : { channel, ts };
}

function named(control) {
  return { name: control.dataset.action, block_id: control.dataset.block, on: standing(control) };
}

async function press(button) {
  const { confirm, option } = button.dataset;
  const given = { ...named(button), ...(option === undefined ? {} : { option }) };
  button.closest("[popover]")?.hidePopover();
  if (confirm && !(await confirmed(JSON.parse(confirm), button))) return;
  await flush();
  await act("press", given, button);
}

/** Options ask before they are chosen, as buttons do; what is denied shows again what was chosen before. */
async function choose(control, option) {
  const { confirm } = control.dataset;
  if (confirm && !(await confirmed(JSON.parse(confirm), control))) return restore(control);
  await sent(act("choose", { ...named(control), option }, control));
}

function restore(control) {
  for (const input of control.matches("input") ? [control] : control.querySelectorAll("input")) {
    input.checked = input.defaultChecked;
    if (!/^(checkbox|radio)$/.test(input.type)) input.value = input.defaultValue;
  }
  refresh();
}

function sent(sending) {
  underWay.add(sending);
  return sending.finally(() => underWay.delete(sending));
}

/** Everything typed but not yet sent goes first. */
export async function flush() {
  for (const field of [...pending.keys()]) fill(field);
  await Promise.all(underWay);
}

function fill(field) {
  if (!pending.delete(field)) return;
  sent(act("choose", { ...named(field), option: written(field) }));
}

function written(field) {
  if (field.dataset.kind !== "rich_text_input") return field.value;
  const section = { type: "rich_text_section", elements: [{ type: "text", text: field.value }] };
  return field.value ? { type: "rich_text", elements: [section] } : null;
}

function picked(control) {
  const inputs = Array.from(control.querySelectorAll("input:checked"), (input) => input.value);
  if (control.dataset.kind === "checkboxes") return inputs;
  return control.matches("fieldset") ? (inputs[0] ?? "") : control.value;
}

async function submit(form) {
  const button = form.querySelector("[type=submit]");
  if (!button || button.disabled) return;
  button.disabled = true;
  await flush();
  await act("submit", { on: standing(form) }, button);
  button.disabled = false;
  if (!form.isConnected) return;
  // A button that was switched off has let go of the focus.
  const lost = document.activeElement === document.body;
  (form.querySelector("[aria-invalid=true]") ?? (lost ? button : null))?.focus();
}

async function close(button, all) {
  await flush();
  await act("close", { all }, button);
}

const dispatches = (field, when) => (field.dataset.dispatch ?? "").split(" ").includes(when);

document.addEventListener("click", (event) => {
  const control = event.target.closest?.("[data-does]");
  if (control?.dataset.does === "press") press(control);
  else if (control?.dataset.does === "close") close(control, false);
  else if (control?.dataset.does === "close-all") close(control, true);
});
document.addEventListener("picked", (event) => choose(event.target.closest("[data-does=pick]"), event.detail.option));
document.addEventListener("change", (event) => {
  const control = event.target.closest("[data-does]");
  if (control?.dataset.does === "choose") choose(control, picked(control));
  else if (control?.dataset.does === "fill") fill(control);
});
document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-does=fill]");
  if (!field) return;
  pending.set(field, true);
  if (dispatches(field, "on_character_entered")) fill(field);
});
document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("[data-does=fill]");
  if (event.key !== "Enter" || event.isComposing || !field || !dispatches(field, "on_enter_pressed")) return;
  event.preventDefault();
  pending.set(field, true);
  fill(field);
});
document.addEventListener("submit", (event) => {
  if (event.target.dataset.does !== "submit") return;
  event.preventDefault();
  submit(event.target);
});
