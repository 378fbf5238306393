/**
 * What the page and the backend say to each other, over our own Socket.IO on the path `/api/socket.io`.
 * Types only: the page imports nothing else of the workbench, and this folder imports nothing at all.
 */
export type * from "./capture.js";
export type * from "./code.js";
export type * from "./connection.js";
export type * from "./events.js";
export type * from "./exchange.js";
export type * from "./message.js";
export type * from "./problem.js";
export type * from "./project.js";
export type * from "./reaction.js";
export type * from "./request.js";
export type * from "./scenario.js";
export type * from "./timeline.js";
export type * from "./variables.js";
