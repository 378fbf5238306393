import { type Server as HttpServer, type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "@signalbox/websocket";
import { show, showText } from "../../capture-files/index.js";
import type { Scene } from "../scene.js";
import type { MockRole } from "../script/script.js";
import type { Stage } from "./mock-server.js";

const defaultCloseCode = 1011;

/** Plays the WebSocket roles of a script on an HTTP server. Returns what ends it. */
export function serveWebSocket(http: HttpServer, stage: Stage): () => Promise<void> {
  const server = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => [...offered][0] ?? false,
  });
  http.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const place = new URL(request.url ?? "/", "http://localhost").pathname;
    if (place.startsWith(`${stage.script.socketIoPath.replace(/\/$/, "")}/`)) return;
    const { refuseStatus } = stage.options.faults;
    if (refuseStatus !== undefined) {
      refuse(stage, socket, place, refuseStatus, "refused on purpose");
      return;
    }
    const cast = stage.cast("websocket", place);
    if (!cast) {
      refuse(stage, socket, place, 404, `the mock knows no WebSocket at ${place}`);
      return;
    }
    const { scene, role } = cast;
    if (role.refusal) {
      scene.refuse(role);
      refuse(stage, socket, place, role.refusal.status ?? 403, role.refusal.body ?? "");
      return;
    }
    server.handleUpgrade(request, socket, head, (websocket) => play(websocket, scene, role, stage));
  });
  return () =>
    new Promise((resolve) => {
      for (const websocket of server.clients) websocket.close(1001);
      server.close(() => resolve());
    });
}

function play(websocket: WebSocket, scene: Scene, role: MockRole, stage: Stage): void {
  const { closeAfterMs, closeCode = defaultCloseCode } = stage.options.faults;
  const timer =
    closeAfterMs === undefined ? undefined : setTimeout(() => end(websocket, closeCode, ""), closeAfterMs);
  websocket.on("message", (data, isBinary) => {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(0);
    const content = isBinary ? bytes : bytes.toString("utf8");
    scene.receive(
      role,
      { type: "message", data: content },
      typeof content === "string" ? showText(content) : show(content),
    );
  });
  // A client that breaks the protocol loses its connection; that is all.
  websocket.on("error", () => {});
  websocket.on("close", () => {
    clearTimeout(timer);
    scene.leave(role);
    stage.left(scene);
  });
  scene.enter(role, {
    perform(action) {
      if (action.type === "message") websocket.send(action.data);
      else if (action.type === "close") end(websocket, action.code, action.reason);
    },
  });
}

function end(websocket: WebSocket, code: number | undefined, reason: string): void {
  if (code === 1006) websocket.terminate();
  else if (code === undefined || code === 1005) websocket.close();
  else websocket.close(code, reason);
}

function refuse(stage: Stage, socket: Duplex, place: string, status: number, body: string): void {
  stage.options.onNews({ type: "refused", place, why: `${status} ${STATUS_CODES[status] ?? ""}` });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Unknown"}\r\nContent-Type: text/plain\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
