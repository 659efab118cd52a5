// What a resident typed survives a reload and a lost page, in this tab only: <form data-draft="file">.
// A page with <main data-draft-done="file"> forgets it. Nothing is kept once the tab is closed.
(function () {
  "use strict";

  class Draft {
    constructor(form) {
      this.form = form;
      this.key = "draft:" + form.dataset.draft;
      this.restore();
      form.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.keep(), 800);
      });
      window.addEventListener("pagehide", () => this.keep());
    }

    fields() {
      const kept = /^(text|tel|search|textarea|select-one|radio)$/;
      return Array.from(this.form.elements).filter((field) => field.name && kept.test(field.type));
    }

    keep() {
      const values = {};
      this.fields().forEach((field) => {
        if (field.type !== "radio" || field.checked) {
          values[field.name] = field.value;
        }
      });
      sessionStorage.setItem(this.key, JSON.stringify(values));
    }

    restore() {
      const values = JSON.parse(sessionStorage.getItem(this.key) || "{}");
      const chosen = this.form.querySelector("input[type=radio][checked]");
      this.fields().forEach((field) => {
        const value = values[field.name];
        if (field.type === "radio") {
          field.checked = chosen ? field.checked : field.value === value;
        } else if (value && !field.value) {
          field.value = value; // what the server sent back is newer
        }
      });
    }
  }

  const done = document.querySelector("[data-draft-done]");
  if (done) {
    const finished = "draft:" + done.dataset.draftDone;
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(finished))
      .forEach((key) => sessionStorage.removeItem(key));
  }
  document.querySelectorAll("form[data-draft]").forEach((form) => new Draft(form));
})();
