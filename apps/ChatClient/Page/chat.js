import { ask, byId, facts, follow, inOrder, notice, picture } from "/live.js";
import { isOwnCamera, offerCamera, showCamera } from "/camera.js";
import { moving } from "/moving.js";

const largest = 64 * 1024 * 1024;
let state = null;
let silence = null;
let ownFailure = null;

follow({
  show(newest) {
    state = newest;
    silence = null;
    picture(".mine", state.picture);
    byId("empty").hidden = Boolean(state.picture);
    facts(state, state.picture);
    moving(isOwnCamera() ? null : state.live, "picture");
    showCamera();
    byId("own-line").textContent = state.status || "online";
    if (document.activeElement !== byId("line")) {
      byId("line").value = state.status;
    }
    refresh();
  },
  lost() {
    silence = { title: "no answer", detail: "The chat client does not answer. If it has ended, start it again." };
    refresh();
  },
  ended() {
    silence = { title: "the chat client has ended", detail: "Its picture is no longer shared. Start it again to share one." };
    refresh();
  },
});

function refresh() {
  notice(silence ?? ownFailure ?? state?.failure);
}

function say(done, ...what) {
  byId("status").classList.toggle("done", done);
  byId("status").replaceChildren(...what);
}

const publish = inOrder(async (file) => {
  if (file.size > largest) {
    ownFailure = { title: "can't load this file", detail: "It is larger than 64 MiB. Choose a smaller picture." };
    refresh();
    return;
  }

  ownFailure = null;
  say(false, "Publishing…");
  byId("portrait").classList.add("busy");
  const { failure } = await ask("PUT", "/picture", file);
  byId("portrait").classList.remove("busy");
  ownFailure = failure ?? null;
  refresh();
  say(!failure, ...(failure ? [] : ["Published"]));
});

async function openPlayer() {
  const button = byId("player");
  button.disabled = true;
  const { answer, failure } = await ask("POST", "/player");
  button.disabled = false;
  button.focus();
  ownFailure = failure ?? null;
  refresh();
  if (answer) {
    if (!answer.opened) {
      window.open(answer.address, "_blank", "noopener");
    }
    const link = Object.assign(document.createElement("a"), {
      href: answer.address, target: "_blank", rel: "noopener", textContent: new URL(answer.address).host,
    });
    const line = document.createElement("span");
    line.append("The player runs at ", link);
    say(true, line);
  }
}

const share = inOrder(async (line) => {
  const { failure } = await ask("PUT", "/status", line);
  ownFailure = failure ?? null;
  refresh();
});

offerCamera((failure) => {
  ownFailure = failure;
  refresh();
});
byId("line").addEventListener("change", ({ target }) => share(target.value));
// Enter is a change if something has changed.
byId("line-form").addEventListener("submit", (event) => event.preventDefault());
byId("choose").addEventListener("click", () => byId("file").click());
byId("player").addEventListener("click", openPlayer);
byId("file").addEventListener("change", ({ target }) => {
  if (target.files.length > 0) {
    publish(target.files[0]);
    target.value = "";
  }
});

addEventListener("dragover", (event) => {
  event.preventDefault();
  byId("drop").hidden = false;
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) {
    byId("drop").hidden = true;
  }
});
addEventListener("drop", (event) => {
  event.preventDefault();
  byId("drop").hidden = true;
  take(event.dataTransfer, "dropped");
});
addEventListener("paste", (event) => {
  // Text that is pasted into the status line is meant for it.
  if (event.target !== byId("line") || event.clipboardData?.files.length > 0) {
    take(event.clipboardData, "pasted");
  }
});

function take(data, how) {
  const file = data?.files[0];
  if (file) {
    publish(file);
  } else {
    ownFailure = { title: "can't load this", detail: `What was ${how} is no file. Use a picture file, or copy a picture itself.` };
    refresh();
  }
}
