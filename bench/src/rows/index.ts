import type { Row } from "../harness/row.js";
import { clientSizeRows } from "./client-size.js";
import { commandLineRows } from "./command-line.js";
import { crossNodeRows } from "./cross-node.js";
import { socketIoRows } from "./socket-io.js";
import { timelineRows } from "./timeline.js";
import { webSocketRows } from "./websocket.js";

/** Every row, in the order of the goal table. */
export const rows: readonly Row[] = [
  ...webSocketRows,
  ...socketIoRows,
  ...crossNodeRows,
  ...clientSizeRows,
  ...timelineRows,
  ...commandLineRows,
];
