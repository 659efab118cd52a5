// A screen on a wall fetches itself again and puts only what is new in place. When it can't, the last news stays with
// its time, and a line says so: <main data-wall data-every="300">, <div data-now>, <p data-cut>, <p data-out>.
(function () {
  "use strict";

  const wall = document.querySelector("[data-wall]");
  if (!wall) {
    return;
  }

  function say(which) {
    wall.querySelector("[data-cut]").hidden = which !== "cut";
    wall.querySelector("[data-out]").hidden = which !== "out";
  }

  function put(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-wall] [data-now]");
    if (!fresh) {
      say("out");
      return;
    }
    const shown = wall.querySelector("[data-now]");
    if (!shown.contains(document.activeElement)) {
      shown.replaceWith(document.importNode(fresh, true)); // nobody's keyboard loses its place
    }
    say("");
  }

  function fetchAgain() {
    fetch(window.location.href, { cache: "no-store", credentials: "same-origin" })
      .then((answer) => {
        if (answer.status >= 500) {
          throw new Error(String(answer.status));
        }
        return answer.text();
      })
      .then(put)
      .catch(() => say("cut"));
  }

  window.setInterval(fetchAgain, Number(wall.dataset.every) * 1000);
  window.addEventListener("online", fetchAgain);
  window.addEventListener("offline", () => say("cut"));
})();
