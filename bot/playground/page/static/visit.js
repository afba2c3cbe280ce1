// What this visit began with. Imported first: what the server drew is remembered before anything touches it.

import { remember } from "./morph.js";

remember(document.body);

export const reloaded = performance.getEntriesByType("navigation")[0]?.type === "reload";
