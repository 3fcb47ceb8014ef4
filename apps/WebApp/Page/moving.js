// The live picture: a stream of pictures in the place of the still one.
import { byId } from "/live.js";

/** Shows what is live in the place of the still picture, or, when nothing is, leaves that alone. */
export function moving(live, still) {
  const image = byId("live");
  const id = live ? String(live.id) : "";
  image.hidden = byId("badge").hidden = !live;
  if (live) {
    byId(still).hidden = byId("empty").hidden = true;
  }
  if (image.dataset.id !== id) {
    image.dataset.id = id;
    // Taking the address away ends the stream, and with it the encoder.
    live ? image.setAttribute("src", `/live?${id}`) : image.removeAttribute("src");
  }
}

// A stream that broke off while the picture is live: once more.
byId("live").addEventListener("error", ({ target }) => {
  const { id } = target.dataset;
  if (id) {
    setTimeout(() => target.dataset.id === id && target.setAttribute("src", `/live?${id}&${Date.now()}`), 500);
  }
});
