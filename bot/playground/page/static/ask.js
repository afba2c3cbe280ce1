// Questions that stop everything until they are answered: a button's confirm dialog, and unsaved changes.

const dialog = document.getElementById("ask");

/** Shows Slack's confirm object; true when the person agrees. Esc is a no. */
export function confirmed(question) {
  return ask({
    title: words(question.title),
    text: words(question.text),
    yes: words(question.confirm) || "OK",
    no: words(question.deny) || "Cancel",
    style: question.style ?? "primary",
  });
}

const words = (text) => (typeof text === "string" ? text : (text?.text ?? ""));

export function ask({ title, text, yes, no, style = "primary" }) {
  const heading = made("h2", title);
  heading.id = "ask-title";
  const footer = made("footer");
  footer.append(answer(no, "no", ""), answer(yes, "yes", style));
  dialog.replaceChildren(heading, made("p", text), footer);
  dialog.returnValue = "no";
  dialog.showModal();
  footer.querySelector(style === "danger" ? "[value=no]" : "[value=yes]").focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

function made(name, text = "") {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function answer(text, value, style) {
  const button = made("button", text);
  button.type = "button";
  button.value = value;
  button.className = `button ${style}`;
  button.addEventListener("click", () => dialog.close(value));
  return button;
}
