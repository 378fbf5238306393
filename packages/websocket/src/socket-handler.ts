import type { Duplex } from "node:stream";

/** Who deals with what happens on a socket: first the handshake, later the connection. */
export interface SocketHandler {
  onSocketData(socket: Duplex, chunk: Buffer): void;
  onSocketEnd(socket: Duplex): void;
  onSocketClose(socket: Duplex): void;
}

const current = Symbol("handler");
type HandledSocket = Duplex & { [current]?: SocketHandler | undefined };

/**
 * Gives a socket to a handler, or from one to the next. There is one listener of each kind for all sockets:
 * an idle connection has no closures of its own, and a handshake that becomes a connection moves none.
 */
export function setHandler(socket: Duplex, handler: SocketHandler): void {
  const handled: HandledSocket = socket;
  const isNew = handled[current] === undefined;
  handled[current] = handler;
  if (!isNew) return;
  socket.on("error", onError);
  socket.on("close", onClose);
  socket.on("end", onEnd);
  socket.on("data", onData);
}

/** Takes a socket from its handler. */
export function removeHandler(socket: Duplex): void {
  const handled: HandledSocket = socket;
  handled[current] = undefined;
  socket.removeListener("error", onError);
  socket.removeListener("close", onClose);
  socket.removeListener("end", onEnd);
  socket.removeListener("data", onData);
}

export function handlerOf(socket: Duplex): SocketHandler | undefined {
  return (socket as HandledSocket)[current];
}

function onData(this: HandledSocket, chunk: Buffer): void {
  this[current]?.onSocketData(this, chunk);
}

function onEnd(this: HandledSocket): void {
  this[current]?.onSocketEnd(this);
}

function onClose(this: HandledSocket): void {
  this[current]?.onSocketClose(this);
}

/** A reset is told as close 1006, like every other end without a closing handshake. */
function onError(this: HandledSocket): void {
  this.destroy();
}
