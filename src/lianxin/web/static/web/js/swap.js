// Links of a queue change only the part beside it (htmx); an answer without that part, such as the page to sign
// in, is opened whole. The one that lies open already stays as it is, with what was typed. Without a script the links
// are plain links.
(function () {
  "use strict";

  function onConfirm(event) {
    if (event.detail.elt.matches("[data-queue] [aria-current]")) {
      event.preventDefault();
    }
  }

  function onBeforeSwap(event) {
    const part = event.detail.target.id;
    if (!event.detail.xhr.responseText.includes('id="' + part + '"')) {
      event.detail.shouldSwap = false;
      window.location.assign(event.detail.pathInfo.finalRequestPath);
    }
  }

  function onAfterSwap(event) {
    const opened = event.detail.requestConfig.elt;
    const list = opened.closest("[data-queue]");
    if (list) {
      list.querySelectorAll("[aria-current]").forEach((item) => item.removeAttribute("aria-current"));
      opened.setAttribute("aria-current", "true");
    }
  }

  document.addEventListener("htmx:confirm", onConfirm);
  document.addEventListener("htmx:beforeSwap", onBeforeSwap);
  document.addEventListener("htmx:afterSwap", onAfterSwap);
})();
