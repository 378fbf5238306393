import type { Code, CodeCall, CodeTarget } from "../contract/index.js";
import { browserSocketIo, browserWebSocket, nodeSocketIo, nodeWebSocket } from "./javascript.js";
import { pythonSocketIo, pythonWebSocket } from "./python.js";
import { websocat, wscat } from "./shell.js";

type Writer = (call: CodeCall) => Code;

const shell =
  (write: (call: CodeCall) => string): Writer =>
  (call) => ({ language: "shell", text: `${write(call)}\n` });

const code =
  (language: Code["language"], write: (call: CodeCall) => string): Writer =>
  (call) => ({ language, text: write(call) });

/** What each protocol can be written in. */
const writers: Record<CodeCall["request"]["protocol"], Partial<Record<CodeTarget, Writer>>> = {
  websocket: {
    wscat: shell(wscat),
    websocat: shell(websocat),
    ws: code("javascript", nodeWebSocket),
    browser: code("javascript", browserWebSocket),
    python: code("python", pythonWebSocket),
  },
  "socket.io": {
    wscat: shell(wscat),
    websocat: shell(websocat),
    "socket.io-client": code("javascript", nodeSocketIo),
    browser: code("html", browserSocketIo),
    python: code("python", pythonSocketIo),
  },
};

/** A connection and what it sends, written in another tool's language; undefined where that has no sense. */
export function codeOf(call: CodeCall): Code | undefined {
  return writers[call.request.protocol][call.target]?.(call);
}
