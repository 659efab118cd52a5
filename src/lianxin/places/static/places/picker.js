// The list below a box for an area, while one types: <div data-areapick="address" data-name data-kinds>.
// Without this script the button 查找 sends the form and the list comes back with the page.
(function () {
  "use strict";

  class Picker {
    constructor(box) {
      this.box = box;
      this.words = box.querySelector("input[type=search]");
      this.list = box.querySelector("[data-areapick-hits]");
      this.words.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.look(), 250);
      });
    }

    look() {
      const typed = this.words.value.trim();
      if (!typed) {
        return;
      }
      const asked = new URLSearchParams({
        q: typed,
        name: this.box.dataset.name,
        kinds: this.box.dataset.kinds,
      });
      fetch(this.box.dataset.areapick + "?" + asked.toString(), { credentials: "same-origin" })
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
        .then((list) => {
          if (typed === this.words.value.trim()) {
            this.list.innerHTML = list;
          }
        })
        .catch(() => {}); // the button still works
    }
  }

  document.querySelectorAll("[data-areapick]").forEach((box) => new Picker(box));
})();
