// A button that copies a number: <button type="button" data-copy="#number" data-copied="已复制" hidden>.
(function () {
  "use strict";

  function copyOldWay(text) {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy"); // the only way on a page without HTTPS
    box.remove();
  }

  function onClick(event) {
    const button = event.currentTarget;
    const places = Array.from(document.querySelectorAll(button.dataset.copy));
    const text = places.map((place) => place.textContent.trim()).join(" ");
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).catch(() => copyOldWay(text));
    } else {
      copyOldWay(text);
    }
    button.querySelector("[data-copy-label]").textContent = button.dataset.copied;
  }

  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", onClick);
  });
})();
