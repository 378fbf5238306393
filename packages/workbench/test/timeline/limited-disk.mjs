// Appends rows to the capture named on the command line until it stands still, says why, and waits until it
// goes on. Then it tells how many rows were appended, and ends.
import { Timeline } from "../../dist/timeline/index.js";

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
let pressure = false;
const timeline = await Timeline.open({
  path: process.argv[2],
  onStatus: hear,
  onPressure: (isBehind) => {
    pressure = isBehind;
  },
});
const connection = timeline.addConnection({ id: "a", protocol: "websocket", title: "A", url: "ws://x" });
const text = "x".repeat(32 * 1024);
let isStopped = false;
const filling = setInterval(() => {
  if (timeline.status().capturing && !isStopped) {
    timeline.append(connection, {
      kind: "message",
      direction: "received",
      at: Date.now(),
      payload: text,
      isText: true,
    });
  }
}, 1);

async function hear(status) {
  if (!isStopped && status.problem) {
    isStopped = true;
    // Neither lost nor in the way: it waits, and the connections are not held up.
    timeline.append(connection, {
      kind: "message",
      direction: "received",
      at: Date.now(),
      payload: "meanwhile",
      isText: true,
    });
    say({ stopped: status.problem, dropped: status.dropped, pressure });
  } else if (isStopped && status.capturing) {
    clearInterval(filling);
    await timeline.flush();
    say({ appended: timeline.lastSeq, dropped: timeline.status().dropped });
    await timeline.close();
  }
}
