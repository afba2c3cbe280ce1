// Starts the page. A reload is Slack closed and opened again; opening Home tells the bot so, once per visit.

import { remember } from "./morph.js";

remember(document.body);

const { act } = await import("./acts.js");
if (performance.getEntriesByType("navigation")[0]?.type === "reload") await act("reload", {});
await Promise.all(["./modal.js", "./talk.js", "./box.js", "./panels.js"].map((part) => import(part)));

const { place } = document.body.dataset;
if (["home", "messages"].includes(place)) act("open_home", { tab: place });
