// Plays the files that the user picks; they never leave the page.
import { byId } from "/live.js";

const audio = byId("audio");
const position = byId("position");
const tracks = [];
let current = -1;

function clock(seconds) {
  const whole = Number.isFinite(seconds) ? Math.floor(seconds) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function add(files) {
  for (const file of files) {
    const name = file.name.replace(/\.[^.]+$/, "");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "track";
    const index = tracks.length;
    for (const [kind, text] of [["number", index + 1], ["name", name]]) {
      const part = document.createElement("span");
      part.className = kind;
      part.textContent = text;
      button.append(part);
    }
    button.addEventListener("click", () => start(index));
    const item = document.createElement("li");
    item.append(button);
    byId("tracks").append(item);
    tracks.push({ name, button, url: URL.createObjectURL(file) });
  }
  byId("no-tracks").hidden = tracks.length > 0;
  if (current < 0 && tracks.length > 0) {
    select(0);
  }
  refresh();
}

function select(index) {
  tracks[current]?.button.removeAttribute("aria-current");
  current = index;
  const track = tracks[current];
  track.button.setAttribute("aria-current", "true");
  audio.src = track.url;
  byId("title").textContent = track.name;
  refresh();
}

function play() {
  // What cannot be played is told by the error event; the promise would tell it a second time.
  audio.play().catch(() => {});
}

function start(index) {
  select(index);
  play();
}

function refresh() {
  const paused = audio.paused;
  byId("play").disabled = current < 0;
  byId("play").classList.toggle("playing", !paused);
  byId("play").setAttribute("aria-label", paused ? "Play" : "Pause");
  byId("previous").disabled = current < 0;
  byId("next").disabled = current < 0 || current === tracks.length - 1;
  byId("count").textContent = current < 0 ? "Music player" : `Track ${current + 1} of ${tracks.length}`;
}

function progress() {
  position.disabled = !Number.isFinite(audio.duration);
  position.max = Number.isFinite(audio.duration) ? audio.duration : 1;
  position.value = audio.currentTime;
  position.setAttribute("aria-valuetext", `${clock(audio.currentTime)} of ${clock(audio.duration)}`);
  byId("elapsed").textContent = clock(audio.currentTime);
  byId("length").textContent = clock(audio.duration);
}

for (const event of ["play", "pause", "emptied"]) {
  audio.addEventListener(event, refresh);
}
for (const event of ["timeupdate", "durationchange", "emptied", "seeked"]) {
  audio.addEventListener(event, progress);
}
audio.addEventListener("ended", () => (current < tracks.length - 1 ? start(current + 1) : refresh()));
audio.addEventListener("error", () => {
  byId("title").textContent = `${tracks[current].name}: this browser cannot play it`;
});
position.addEventListener("input", () => {
  audio.currentTime = Number(position.value);
});

byId("play").addEventListener("click", () => (audio.paused ? play() : audio.pause()));
byId("next").addEventListener("click", () => start(current + 1));
// As on any player: back to the beginning first, to the track before second.
byId("previous").addEventListener("click", () => {
  if (audio.currentTime > 3 || current === 0) {
    audio.currentTime = 0;
  } else {
    start(current - 1);
  }
});
byId("choose").addEventListener("click", () => byId("files").click());
byId("files").addEventListener("change", ({ target }) => {
  add(target.files);
  target.value = "";
});
