// Starts the page. A reload is Slack closed and opened again; opening a tab of the app tells the bot so, once per visit.

import { reloaded } from "./visit.js";
import { act } from "./acts.js";
import "./buttons.js";
import "./modal.js";
import "./talk.js";
import "./box.js";
import "./panels.js";

if (reloaded) await act("reload", {});

const { place } = document.body.dataset;
if (["home", "messages"].includes(place)) act("open_home", { tab: place });
