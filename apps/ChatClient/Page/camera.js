// The camera of this page: its pictures go, one by one, to the chat client on this machine, and nowhere else.
import { ask, byId } from "/live.js";

const perSecond = 30;
const most = { width: 1280, height: 720 };
const video = byId("video");
const canvas = document.createElement("canvas");
const context = canvas.getContext("2d", { willReadFrequently: true });
let stream = null;
let number = null;

/** Offers the button where there is a camera; tells report of failures, and of null when one begins anew. */
export async function offerCamera(report) {
  const devices = navigator.mediaDevices;
  if (!devices?.getUserMedia) {
    return;
  }
  const look = async () => {
    const found = await devices.enumerateDevices().catch(() => []);
    byId("camera").hidden = byId("camera-hint").hidden = !found.some(({ kind }) => kind === "videoinput");
  };
  devices.addEventListener("devicechange", look);
  byId("camera").addEventListener("click", () => (stream ? stop() : start(report)));
  addEventListener("pagehide", stop);
  await look();
}

/** Whether this page's camera is what is shown. */
export function isOwnCamera() {
  return Boolean(stream);
}

/** Shows the camera itself while it is this page's: what is shared need not be encoded for this page. */
export function showCamera() {
  const isOn = isOwnCamera();
  video.hidden = !isOn;
  byId("camera-text").textContent = isOn ? "Stop camera" : "Use camera";
  if (isOn) {
    byId("live").hidden = byId("picture").hidden = byId("empty").hidden = true;
    byId("badge").hidden = false;
  }
}

async function start(report) {
  report(null);
  byId("camera").disabled = true;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 }, height: { ideal: 480 } }, audio: false });
    video.srcObject = stream;
    await video.play();
  } catch (reason) {
    stop();
    report({ title: "can't use the camera", detail: `${reason.message || reason.name}. Allow it for this page, and end other programs that use it.` });
    return;
  } finally {
    byId("camera").disabled = false;
  }
  const { answer, failure } = await ask("POST", "/camera");
  if (failure) {
    stop();
    report(failure);
    return;
  }
  number = answer.id;
  showCamera();
  await send(report);
}

async function send(report) {
  const own = stream;
  while (own && stream === own) {
    const begin = performance.now();
    const failure = await sendOne();
    if (failure && stream === own) {
      stop();
      // 409: something else is shown, as the user can see.
      report(failure.status === 409 ? null : failure);
    }
    await new Promise((next) => setTimeout(next, Math.max(0, 1000 / perSecond - (performance.now() - begin))));
  }
}

async function sendOne() {
  const scale = Math.min(1, most.width / video.videoWidth, most.height / video.videoHeight);
  const width = Math.max(1, Math.floor(video.videoWidth * scale));
  const height = Math.max(1, Math.floor(video.videoHeight * scale));
  if (canvas.width !== width || canvas.height !== height) {
    Object.assign(canvas, { width, height });
  }
  context.drawImage(video, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return (await ask("PUT", `/live/frame?camera=${number}&width=${width}&height=${height}`, data)).failure;
}

function stop() {
  const ended = number;
  for (const track of stream?.getTracks() ?? []) {
    track.stop();
  }
  stream = number = video.srcObject = null;
  showCamera();
  if (ended) {
    ask("DELETE", `/camera?camera=${ended}`);
  }
}
