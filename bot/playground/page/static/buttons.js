// Buttons and the entries of menus that the bot has drawn. Delegated: nothing is bound to one element.

import { act, named, placeOf } from "./acts.js";
import { confirmed } from "./ask.js";
import { flush } from "./fields.js";

async function press(button) {
  const { confirm, option } = button.dataset;
  const given = { ...named(button), ...(option === undefined ? {} : { option }) };
  const place = placeOf(button);
  button.closest("[popover]")?.hidePopover();
  if (confirm && !(await confirmed(JSON.parse(confirm), button))) return;
  if (await flush(place, button)) await act("press", given, button);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-does=press]");
  if (button) press(button);
});
