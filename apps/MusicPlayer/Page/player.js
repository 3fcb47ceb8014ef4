import { ask, byId, facts, follow, notice, picture } from "/live.js";
import { moving } from "/moving.js";
import "/music.js";

let state = null;

follow({
  show(newest) {
    const isRead = newest.readings !== state?.readings;
    state = newest;
    picture(".cover-picture", state.cover);
    byId("empty").hidden = Boolean(state.cover);
    facts(state, state.cover);
    notice(state.live ? null : state.failure);
    moving(state.live, "cover");
    liveFacts(state.live);
    byId("line").textContent = state.status;
    byId("line").hidden = !state.status;
    if (isRead) {
      byId("status").textContent = state.cover
        ? `Read at ${new Date().toLocaleTimeString([], { timeStyle: "medium" })}. Follows changes by itself.`
        : "Shows the picture as soon as there is one.";
    }
  },
  lost() {
    notice({ title: "no answer", detail: "The music player does not answer. If it has ended, start it again." });
  },
  ended() {
    notice({ title: "the music player has ended", detail: "Start it again, or close this page." });
  },
});

function liveFacts(live) {
  byId("live-term").hidden = byId("live-facts").hidden = !live;
  if (live) {
    const rate = live.rate === null ? "" : `, ${live.rate < 9.95 ? live.rate.toFixed(1) : Math.round(live.rate)} a second`;
    byId("live-facts").textContent = `${live.width} × ${live.height}${rate}, ${live.dropped} dropped`;
  }
}

byId("read").addEventListener("click", async () => {
  const { failure } = await ask("POST", "/read");
  if (failure) {
    notice(failure);
  }
});
