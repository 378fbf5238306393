import { Manager } from "../manager/manager.js";
import { protocol } from "../protocol.js";
import { Socket } from "../socket/socket.js";
import { io } from "./io.js";

/** `io` with the names that code reads from it: `io.connect(url)`, `new io.Manager(url)`. */
export const callable = Object.assign(io, { io, connect: io, Manager, Socket, protocol });
