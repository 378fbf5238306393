import { io } from "./io.js";
import { Manager } from "./manager.js";
import { protocol } from "./protocol.js";
import { Socket } from "./socket.js";

/** `io` with the names that code reads from it: the global of the script, and a part of what `require` gives. */
export const callable = Object.assign(io, { io, connect: io, Manager, Socket, protocol });
