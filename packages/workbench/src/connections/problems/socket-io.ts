import type { Problem } from "../../contract/index.js";
import { seconds } from "./seconds.js";
import type { Response } from "./step.js";

/** Of sessions and namespaces. */
export const socketIoProblems = {
  isWebSocket: (): Problem => ({
    code: "IS_WEBSOCKET",
    step: "engine",
    message: "The server accepts WebSockets but does not speak Socket.IO.",
    advice: "Open it as a WebSocket connection, or check the handshake path.",
  }),
  notSocketIo: (path: string, response: Response): Problem => ({
    code: "NOT_SOCKET_IO",
    step: "engine",
    message: `What answers at ${path} is no Socket.IO server (${response.status} ${response.statusText}).`,
    advice: "Check the handshake path and the port.",
    values: { path, status: response.status, statusText: response.statusText },
    response,
  }),
  version: (found: string, choose: string): Problem => ({
    code: "SOCKET_IO_VERSION",
    step: "engine",
    message: `This server speaks Socket.IO ${found}.`,
    advice: `Choose ${choose}, or auto.`,
    values: { found, choose },
  }),
  transportDisabled: (transport: string, response: Response): Problem => ({
    code: "TRANSPORT_DISABLED",
    step: "engine",
    message: `The server does not take the transport ${transport}.`,
    advice: "Choose the other transport, or allow this one in the server's `transports`.",
    values: { transport },
    response,
  }),
  engineTimeout: (timeoutMs: number): Problem => ({
    code: "ENGINE_TIMEOUT",
    step: "engine",
    message: `The server opened no Socket.IO session within ${seconds(timeoutMs)}.`,
    advice: "The server may hang, or something else lives at this path.",
    values: { timeoutMs },
  }),
  namespaceRefused: (namespace: string, reason: string): Problem => ({
    code: "NAMESPACE_REFUSED",
    step: "namespace",
    message: `The server refused the namespace ${namespace}: ${reason}.`,
    advice: "Check the namespace and what its middleware asks for, such as the auth payload.",
    values: { namespace, reason },
  }),
  namespaceTimeout: (namespace: string, timeoutMs: number): Problem => ({
    code: "NAMESPACE_TIMEOUT",
    step: "namespace",
    message: `The server did not answer for the namespace ${namespace} within ${seconds(timeoutMs)}.`,
    advice: "Check the namespace.",
    values: { namespace, timeoutMs },
  }),
  authInvalid: (reason: string): Problem => ({
    code: "AUTH_INVALID",
    step: "namespace",
    message: `The auth payload cannot be sent: ${reason}.`,
    advice: "Write it as JSON.",
    values: { reason },
  }),
  reconnectFailed: (attempts: number): Problem => ({
    code: "RECONNECT_FAILED",
    message: `The connection was lost and could not be made again in ${attempts} attempts.`,
    advice: "Connect again when the server is back.",
    values: { attempts },
  }),
} as const;
