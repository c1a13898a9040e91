// Keeps a page as it is in the house: when something changed, the parts that
// show it are fetched again. What somebody is typing stays.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const main = document.getElementById("content");
  const from = main && main.dataset.live;
  if (!from || !window.EventSource) return;
  const parts = ["card", "state", "stepper", "messages", "asked", "delivery", "ratings", "side", "timeline", "figures", "mine", "waiting", "notices", "unread"];
  const shown = (part) => part.outerHTML.replace(/name="once" value="[^"]*"/g, ""); // a form's own id is nothing that changed
  let asked = false, again = false;
  const events = new EventSource(from);
  const look = () => {
    if (asked) { // what is being fetched may be from before
      again = true;
      return;
    }
    asked = true;
    fetch(location.href, { headers: { "X-Live": document.visibilityState }, credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
      .then((text) => {
        const fresh = new DOMParser().parseFromString(text, "text/html");
        for (const id of parts) {
          const was = document.getElementById(id), is = fresh.getElementById(id);
          if (was && is && shown(was) !== shown(is) && !was.contains(document.activeElement)) was.replaceWith(is);
        }
      })
      .catch(() => {})
      .finally(() => {
        asked = false;
        if (again) {
          again = false;
          look();
        }
      });
  };
  events.addEventListener("changed", look);
  const refused = performance.getEntriesByType("navigation")[0]?.responseStatus >= 400; // a form's address, which may show nothing by itself
  if (!refused) events.addEventListener("open", look); // what came before anybody listened, or while the line was broken
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); }); // what came meanwhile is seen now
  addEventListener("pagehide", () => events.close());
});
