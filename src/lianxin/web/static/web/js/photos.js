// Photos are made smaller before they travel over a village's network: <input type="file" data-photos>.
// What can't be read here (HEIC, an old browser) is sent as it is; the server looks at every file anyway.
(function () {
  "use strict";

  const LONGEST_SIDE = 1600;
  const SMALL_ENOUGH = 300 * 1024;

  function shrink(file) {
    if (!file.type.startsWith("image/") || file.size <= SMALL_ENOUGH) {
      return Promise.resolve(file);
    }
    return createImageBitmap(file) // upright, as the camera was held
      .then((picture) => draw(picture))
      .then((blob) => (blob && blob.size < file.size ? renamed(blob, file) : file))
      .catch(() => file);
  }

  function draw(picture) {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
  }

  function renamed(blob, file) {
    return new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
  }

  function list(input, files) {
    const place = input.closest("form").querySelector("[data-photos-list]");
    place.replaceChildren(
      ...files.map((file) => {
        const line = document.createElement("li");
        line.textContent = file.name + " · " + Math.max(1, Math.round(file.size / 1024)) + " KB";
        return line;
      })
    );
  }

  async function onChange(event) {
    const input = event.target;
    const files = await Promise.all(Array.from(input.files).map(shrink));
    const basket = new DataTransfer();
    files.forEach((file) => basket.items.add(file));
    input.files = basket.files;
    list(input, files);
  }

  document.querySelectorAll("input[data-photos]").forEach((input) => input.addEventListener("change", onChange));
})();
