import { Manager } from "../manager/manager.js";
import { protocol } from "../protocol.js";
import { Socket } from "../socket/socket.js";
import { io } from "./io.js";

/** `io` with the names that code reads from it: the global of the script, and a part of what `require` gives. */
export const callable = Object.assign(io, { io, connect: io, Manager, Socket, protocol });
