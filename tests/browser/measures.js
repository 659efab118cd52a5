// What can be measured of a page as it is drawn: letters for elders only, targets, and what every page must have.
// Its shape is that of its main part: the menu around it is another for every role, and drawn by one template.
(elder) => {
  const seen = (one) => {
    const box = one.getBoundingClientRect();
    return box.width > 2 && box.height > 2 && getComputedStyle(one).visibility !== "hidden";
  };
  const apart = ".visually-hidden, .skip, option, article.paper"; // a sheet of A4 has letters of its own size
  const said = (one) => (one.innerText || one.name || one.value || "").trim().replace(/\s+/g, " ").slice(0, 16);

  // a link within a sentence is as tall as its line; everything else is hit by a thumb (WCAG 2.5.8)
  const within = (one) => {
    if (one.tagName !== "A" || getComputedStyle(one).display !== "inline") return false;
    return one.closest("p, li, dd, td, div").innerText.trim() !== one.innerText.trim();
  };
  const wanted = "a[href], button, summary, select, textarea, input:not([type=hidden]), label.choice";
  const targets = Array.from(document.querySelectorAll(wanted))
    .filter((one) => seen(one) && !one.closest(apart) && !one.matches("label.choice input") && !within(one))
    .map((one) => {
      const box = one.getBoundingClientRect();
      return [one.tagName.toLowerCase() + " " + said(one), Math.round(box.width), Math.round(box.height)];
    });

  const letters = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (elder && walker.nextNode()) {
    const words = walker.currentNode.textContent.trim();
    const holder = walker.currentNode.parentElement;
    if (words && seen(holder) && !holder.closest(apart + ", svg")) {
      const style = getComputedStyle(holder);
      const size = parseFloat(style.fontSize);
      letters.push([words.slice(0, 16), size, Math.round((100 * parseFloat(style.lineHeight)) / size) / 100]);
    }
  }

  const root = document.documentElement;
  return {
    letters,
    targets,
    over: root.scrollWidth - root.clientWidth,
    headings: document.querySelectorAll("h1").length,
    language: root.lang,
    title: document.title,
    shape: Array.from(new Set(Array.from(document.querySelectorAll("main *")).map((one) => one.tagName + "." + one.getAttribute("class")))).sort().join(" "),
  };
}
