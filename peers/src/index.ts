export { chromiumPath, launchChromium } from "./chromium.js";
export { type PeerProcess, startProcess } from "./process.js";
export { type SocketIoPeerOptions, startSocketIo } from "./socket-io.js";
export { startWs, type WsPeerOptions } from "./ws.js";
