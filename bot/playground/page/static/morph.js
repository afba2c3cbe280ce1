// Turns the page that is shown into the page that the server has drawn anew. What scripts and people have changed
// since (typed text, open things, attributes) stays, except where the server itself says something new.

const served = new WeakMap();

/** Remembers what the server drew, before anything else touches it. */
export function remember(element) {
  served.set(element, attributes(element));
  for (const child of element.children) remember(child);
}

/** `data-own` marks what scripts fill: the server's picture of its inside is ignored. */
export function morph(shown, wanted) {
  if (shown.nodeType !== Node.ELEMENT_NODE) {
    if (shown.nodeValue !== wanted.nodeValue) shown.nodeValue = wanted.nodeValue;
    return;
  }
  const typed = hasTyped(shown);
  setAttributes(shown, wanted);
  if (shown.hasAttribute("data-own")) return;
  if (shown.localName === "textarea") setText(shown, wanted, typed);
  else morphChildren(shown, wanted);
  if (shown.localName === "input") setInput(shown, wanted, typed);
}

function attributes(element) {
  return new Map(Array.from(element.attributes, ({ name, value }) => [name, value]));
}

function setAttributes(shown, wanted) {
  const before = served.get(shown) ?? attributes(shown);
  const now = attributes(wanted);
  for (const [name, value] of now) {
    if (before.get(name) !== value) shown.setAttribute(name, value);
  }
  for (const name of before.keys()) {
    if (!now.has(name)) shown.removeAttribute(name);
  }
  served.set(shown, now);
}

function hasTyped(element) {
  if (element.type === "checkbox" || element.type === "radio") return element.checked !== element.defaultChecked;
  return "defaultValue" in element && element.value !== element.defaultValue;
}

function setInput(shown, wanted, typed) {
  if (typed) return;
  if (shown.type === "checkbox" || shown.type === "radio") shown.checked = wanted.defaultChecked;
  else if (shown.value !== wanted.defaultValue) shown.value = wanted.defaultValue;
}

function setText(shown, wanted, typed) {
  if (shown.defaultValue === wanted.defaultValue) return;
  const value = typed ? shown.value : wanted.defaultValue;
  shown.defaultValue = wanted.defaultValue;
  if (shown.value !== value) shown.value = value;
}

function morphChildren(shown, wanted) {
  const keyed = keep(shown, wanted);
  let at = shown.firstChild;
  for (const next of Array.from(wanted.childNodes)) {
    const match = keyOf(next) ? keyed.get(keyOf(next)) : unkeyed(at, next);
    if (!match) shown.insertBefore(brought(next), at);
    else if (match === at) at = at.nextSibling;
    else shown.insertBefore(match, at);
    if (match) morph(match, next);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

/** Children by key; those that are not wanted any more go at once, so that the others need not move. */
function keep(shown, wanted) {
  const keys = new Set(Array.from(wanted.children, keyOf));
  const keyed = new Map();
  for (const child of Array.from(shown.children)) {
    const key = keyOf(child);
    if (key && keys.has(key)) keyed.set(key, child);
    else if (key) child.remove();
  }
  return keyed;
}

function keyOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.id) return `${node.localName}#${node.id}`;
  const { block, action, option } = node.dataset;
  return action === undefined ? "" : [node.localName, block, action, option].join("|");
}

function unkeyed(at, next) {
  const alike = at && !keyOf(at) && at.nodeType === next.nodeType && at.nodeName === next.nodeName;
  return alike ? at : null;
}

function brought(node) {
  const copy = document.importNode(node, true);
  if (copy.nodeType === Node.ELEMENT_NODE) remember(copy);
  return copy;
}
