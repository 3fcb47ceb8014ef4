// The live picture comes by itself; the figures are asked for once a second.

const byId = (id) => document.getElementById(id);
const picture = byId("live");

const milliseconds = (seconds) => (seconds === null ? "–" : `${(seconds * 1000).toFixed(2)} ms`);

function show(state, text) {
  byId("state").className = state;
  byId("state").textContent = text;
}

function showFigures({ key, figures }) {
  byId("key").textContent = key;
  document.title = `${key} – quayside`;
  if (!figures) {
    show("", "waiting until somebody publishes");
    return;
  }

  show(figures.frames > 0 ? "live" : "", figures.frames > 0 ? "live" : "no new frames");
  byId("rate").textContent = `${figures.rate.toFixed(1)} / s`;
  byId("p50").textContent = milliseconds(figures.latency.p50);
  byId("p99").textContent = milliseconds(figures.latency.p99);
  byId("dropped").textContent = `${figures.dropped}`;
  byId("size").textContent = `${figures.width} × ${figures.height}`;
  byId("format").textContent = figures.format;
}

async function ask() {
  try {
    showFigures(await (await fetch("/figures")).json());
    if (!picture.hasAttribute("src")) {
      picture.src = "/live";
    }
  } catch {
    picture.removeAttribute("src");
    show("ended", "quayside has ended");
  }

  setTimeout(ask, 1000);
}

picture.addEventListener("error", () => picture.removeAttribute("src"));
ask();
