import { io, type Socket } from "@signalbox/client";
import type { PageCalls, PageNews, Welcome } from "signalbox/contract";
import { BACKEND_LOST, type Backend } from "../model/backend.js";

/** A call that got no answer in this time counts as lost; the slowest real one is a connect that times out. */
const CALL_TIMEOUT_MS = 60_000;

/** A browser does not tell why a WebSocket was refused; a request for the page itself does. */
async function isRefused(): Promise<boolean> {
  try {
    const { status } = await fetch("./", { method: "HEAD", cache: "no-store" });
    return status === 401 || status === 403;
  } catch {
    return false;
  }
}

/** The workbench that served this page, over Socket.IO. */
export function connectBackend(): Backend {
  const socket: Socket<PageNews, PageCalls> = io({
    path: "/api/socket.io",
    transports: ["websocket"],
    reconnectionDelay: 250,
    reconnectionDelayMax: 2_000,
  });
  return {
    call: (name, ...argument) =>
      new Promise((resolve) => {
        if (!socket.connected) {
          resolve({ ok: false, problem: BACKEND_LOST });
          return;
        }
        // The contract gives every call one answer; the compiler cannot follow that through the
        // client's overloads for a name that is itself a type parameter.
        const emit = socket.timeout(CALL_TIMEOUT_MS).emit as unknown as (
          name: string,
          ...argumentAndAnswer: readonly unknown[]
        ) => void;
        const answer = (error: Error | null, result: unknown) =>
          resolve(error ? { ok: false, problem: BACKEND_LOST } : (result as never));
        emit.call(socket, name, ...argument, answer);
      }),
    on: (name, listener) => {
      socket.on(name, listener as never);
    },
    onWelcome: (listener) => {
      const greet = () => socket.emit("welcome", (welcome: Welcome) => listener(welcome));
      socket.on("connect", greet);
      if (socket.connected) greet();
    },
    onLost: (listener) => {
      socket.on("disconnect", () => listener("lost"));
      socket.on("connect_error", async () => listener((await isRefused()) ? "refused" : "lost"));
    },
  };
}
