import type { Server as HttpServer } from "node:http";
import { show } from "../../capture-files/index.js";
import { msgpackParser } from "../../msgpack-parser.js";
import { Server, type Socket } from "../../socket-io-server.js";
import type { Scene } from "../scene.js";
import { hasVariables, patternOf } from "../script/place.js";
import type { MockRole } from "../script/script.js";
import type { Stage } from "./mock-server.js";

/** Refused by the script, with what the client is told beside the message. */
class Refused extends Error {
  readonly data: unknown;

  constructor(message: string, data: unknown) {
    super(message);
    this.data = data;
  }
}

/** Plays the Socket.IO roles of a script on an HTTP server. Returns what ends it. */
export async function serveSocketIo(http: HttpServer, stage: Stage): Promise<() => Promise<void>> {
  const { script, options } = stage;
  const namespaces = new Set(
    script.roles.filter(({ protocol }) => protocol === "socket.io").map(({ place }) => place),
  );
  if (namespaces.size === 0) return async () => {};
  const { refuseStatus, refuseMessage } = options.faults;
  const io = new Server(http, {
    path: script.socketIoPath,
    ...(script.parser === "msgpack" && { parser: await msgpackParser() }),
    serveClient: false,
    allowEIO3: true,
    // Upgrades of other paths are those of plain WebSockets.
    destroyUpgrade: false,
    cors: { origin: true, credentials: true },
    maxHttpBufferSize: 100 * 2 ** 20,
    allowRequest: (_request, decide) => decide(null, refuseStatus === undefined),
  });
  // The main namespace is always there; a script that has no part in it lets clients pass.
  for (const place of new Set(["/", ...namespaces])) {
    const namespace = io.of(hasVariables(place) ? patternOf(place) : place);
    const casts = new WeakMap<Socket, { scene: Scene; role: MockRole }>();
    namespace.use((socket, next) => {
      const { name } = socket.nsp;
      if (refuseMessage !== undefined) {
        options.onNews({ type: "refused", place: name, why: refuseMessage });
        next(new Error(refuseMessage));
        return;
      }
      const cast = stage.cast("socket.io", name);
      const refusal = cast?.role.refusal;
      if (cast && refusal) {
        cast.scene.refuse(cast.role);
        options.onNews({ type: "refused", place: name, why: refusal.message ?? "" });
        next(new Refused(refusal.message ?? "refused", refusal.data));
        return;
      }
      if (cast) casts.set(socket, cast);
      next();
    });
    namespace.on("connection", (socket) => {
      const cast = casts.get(socket);
      if (cast) play(socket, cast.scene, cast.role, stage);
    });
  }
  return async () => {
    await io.close();
  };
}

function play(socket: Socket, scene: Scene, role: MockRole, stage: Stage): void {
  const { closeAfterMs } = stage.options.faults;
  const timer = closeAfterMs === undefined ? undefined : setTimeout(() => socket.conn.close(), closeAfterMs);
  socket.onAny((event: string, ...received: unknown[]) => {
    const last = received.at(-1);
    const answer = isFunction(last) ? (args: readonly unknown[]) => void last(...args) : undefined;
    const args = answer ? received.slice(0, -1) : received;
    scene.receive(role, { type: "event", event, args }, [event, ...args.map(show)].join(" "), answer);
  });
  socket.on("disconnect", () => {
    clearTimeout(timer);
    scene.leave(role);
    stage.left(scene);
  });
  scene.enter(role, {
    socketId: socket.id,
    perform(action, onAck) {
      if (action.type === "event") {
        if (onAck) socket.emit(action.event, ...action.args, onAck);
        else socket.emit(action.event, ...action.args);
      } else if (action.type === "close") socket.disconnect();
    },
  });
}

function isFunction(value: unknown): value is (...args: readonly unknown[]) => unknown {
  return typeof value === "function";
}
