export { launchChromium } from "./chromium.js";
export { chromiumPath } from "./chromium-path.mjs";
export { type PeerProcess, startProcess } from "./process.js";
export { type SocketIoPeerOptions, startSocketIo } from "./socket-io.js";
export { startWs, type WsPeerOptions } from "./ws.js";
