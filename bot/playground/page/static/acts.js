// Sends what a person does to the server, then redraws and says what went wrong. Who does what is in the other modules.

import { refresh } from "./live.js";
import { warn } from "./toasts.js";

/** Does one act; answers what came of it, or null when it could not be done. */
export function act(name, given, by = null) {
  return finished(post(name, given), by);
}

/** Sends one act; what the server answers, with whether it agreed, or null when it does not answer. */
export async function post(name, given) {
  try {
    const response = await fetch("/-/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ act: name, who: document.body.dataset.person, ...given }),
    });
    return { ...(await response.json()), agreed: response.ok };
  } catch {
    return null;
  }
}

/** Redraws once the act that was sent is answered, and tells the person what they should know of it. */
export async function finished(posted, by = null) {
  by?.setAttribute("data-busy", "");
  const answer = await posted;
  await refresh();
  by?.removeAttribute("data-busy");
  if (!answer) warn("The playground does not answer. What you did was not sent.", by);
  else if (!answer.agreed && (by?.isConnected ?? true)) warn(answer.mistake, by);
  else if (answer.warning) warn(answer.warning, by, { shown: true });
  return answer?.agreed ? answer : null;
}

/** What names a control in an act: itself, and where it stands, which is a modal, the Home tab or a message. */
export function named(control) {
  return { name: control.dataset.action, block_id: control.dataset.block, on: standing(control) };
}

export function standing(element) {
  const { view, channel, ts } = placeOf(element)?.dataset ?? {};
  return view ? { view_id: view } : { channel, ts };
}

export function placeOf(element) {
  return element.closest("[data-view], [data-ts]");
}
