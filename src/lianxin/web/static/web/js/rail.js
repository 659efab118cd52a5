// On a narrow screen the menu is a strip that is longer than the screen: it opens where one is.
(function () {
  "use strict";

  const here = document.querySelector(".rail a[aria-current]");
  if (here) {
    const strip = here.closest(".rail");
    const before = here.getBoundingClientRect().left - strip.getBoundingClientRect().left;
    strip.scrollLeft += before - (strip.clientWidth - here.offsetWidth) / 2;
  }
})();
