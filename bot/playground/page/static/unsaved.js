// What was typed or chosen in the open forms and the bot has not been sent. By name: a form may be drawn anew meanwhile.

const unsaved = new Map();

export function nameOf(control) {
  return [viewOf(control), control.dataset.block, control.dataset.action].join("|");
}

const viewOf = (control) => control.closest("dialog [data-view]")?.dataset.view;

export function edited(control) {
  if (viewOf(control)) unsaved.set(nameOf(control), viewOf(control));
}

/** The bot has been sent what this control says. */
export function told(name) {
  unsaved.delete(name);
}

/** In this form, or in any where none is named. */
export function isUnsaved(view) {
  return Array.from(unsaved.values()).some((each) => !view || each === view);
}

/** This form is sent or gone; all are where none is named. */
export function forget(view) {
  for (const [name, each] of unsaved) if (!view || each === view) unsaved.delete(name);
}
