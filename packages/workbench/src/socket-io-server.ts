/** The Socket.IO server of the page link and the playground; the one place that names it. */
export { type DefaultEventsMap, Server, type ServerOptions, type Socket } from "@signalbox/server";
