// The list below a box for an area, while one types: <div data-areapick="address" data-name data-kinds>.
// Without this script the button 查找 sends the form and the list comes back with the page.
(function () {
  "use strict";

  let timer = 0;

  function look(box, words) {
    const typed = words.value.trim();
    if (!typed) {
      return;
    }
    const asked = new URLSearchParams({ q: typed, name: box.dataset.name, kinds: box.dataset.kinds });
    fetch(box.dataset.areapick + "?" + asked.toString(), { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
      .then((list) => {
        if (typed === words.value.trim()) {
          const hits = new DOMParser().parseFromString(list, "text/html").body.childNodes;
          box.querySelector("[data-areapick-hits]").replaceChildren(...hits);
        }
      })
      .catch(() => {}); // the button still works
  }

  // On the document: the part of a page with the box may be swapped in later.
  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-areapick]");
    if (box && event.target.type === "search") {
      clearTimeout(timer);
      timer = setTimeout(() => look(box, event.target), 250);
    }
  });
})();
