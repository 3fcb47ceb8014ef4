// What both pages share: the state as the program tells it, and requests that change something.

const byId = (id) => document.getElementById(id);

/** Calls show with every state, lost when the program is not heard, and ended when it has said goodbye. */
export function follow({ show, lost, ended }) {
  const events = new EventSource("/events");
  events.addEventListener("state", (event) => show(JSON.parse(event.data)));
  events.addEventListener("error", lost);
  events.addEventListener("end", () => {
    events.close();
    ended();
    if (!matchMedia("(display-mode: browser)").matches) {
      window.close();
    }
  });
}

/** Sends a request that changes something; gives null, or the failure in the program's words. */
export async function ask(method, path, body) {
  try {
    const answer = await fetch(path, { method, body, headers: { "X-Quayside": "1" } });
    const json = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    return answer.ok
      ? { answer: json }
      : { failure: json ?? { title: "that did not work", detail: `The program answered ${answer.status}.` } };
  } catch {
    return { failure: { title: "no answer", detail: "The program does not answer. If it has ended, start it again." } };
  }
}

/** Makes an action whose runs wait for each other: what was asked for last is done last, and answered last. */
export function inOrder(action) {
  let last = Promise.resolve();
  return (...what) => (last = last.then(() => action(...what)));
}

/** Shows a failure in the notice, or hides the notice. */
export function notice(failure) {
  byId("notice").hidden = !failure;
  if (failure) {
    byId("notice-title").textContent = failure.title;
    byId("notice-detail").textContent = failure.detail;
  }
}

/** Shows a shared picture in every image of a class, and its facts. */
export function picture(selector, shared) {
  for (const image of document.querySelectorAll(selector)) {
    image.hidden = !shared;
    if (!shared) {
      image.removeAttribute("src");
    } else if (image.dataset.id !== shared.id) {
      image.src = `/picture/${shared.id}`;
    }
    image.dataset.id = shared?.id ?? "";
  }
}

/** Fills the list of facts about a shared picture and its key. */
export function facts(state, shared) {
  const number = new Intl.NumberFormat("en");
  byId("pixels").textContent = shared ? `${shared.width} × ${shared.height} pixels` : "–";
  byId("bytes").textContent = shared ? `${number.format(shared.segmentBytes)} bytes` : "–";
  byId("key").textContent = state.key;
  byId("native-key").textContent = state.nativeKey;
}

export { byId };
