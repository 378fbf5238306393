import type { Problem } from "../../contract/index.js";
import { seconds } from "./seconds.js";

/** Of what a person wants to do with a connection. */
export const sendingProblems = {
  notConnected: (): Problem => ({
    code: "NOT_CONNECTED",
    step: "send",
    message: "There is no open connection to send on.",
    advice: "Connect first.",
  }),
  unknownConnection: (id: string): Problem => ({
    code: "CONNECTION_UNKNOWN",
    message: `There is no connection "${id}"; it may have been removed.`,
    values: { id },
  }),
  tooManyConnections: (limit: number): Problem => ({
    code: "TOO_MANY_CONNECTIONS",
    message: `There are ${limit} connections already.`,
    advice: "Remove some that are not needed.",
    values: { limit },
  }),
  fileUnreadable: (path: string, reason: string): Problem => ({
    code: "FILE_UNREADABLE",
    message: `The file "${path}" cannot be read: ${reason}.`,
    advice: "Check the path; it is relative to the project's folder.",
    values: { path, reason },
  }),
  bodyInvalid: (reason: string): Problem => ({
    code: "BODY_INVALID",
    step: "send",
    message: `The message was not sent: ${reason}.`,
    values: { reason },
  }),
  argumentInvalid: (argument: number, reason: string): Problem => ({
    code: "ARGUMENT_INVALID",
    step: "send",
    message: `The event was not sent: argument ${argument} ${reason}.`,
    values: { argument, reason },
  }),
  eventReserved: (event: string): Problem => ({
    code: "EVENT_RESERVED",
    step: "send",
    message: `"${event}" is a name that Socket.IO keeps for itself; it cannot be sent.`,
    advice: "Use another name.",
    values: { event },
  }),
  namespaceNotJoined: (namespace: string): Problem => ({
    code: "NAMESPACE_NOT_JOINED",
    step: "send",
    message: `The connection is not in the namespace ${namespace}.`,
    advice: "Add it to the request's namespaces, and connect again.",
    values: { namespace },
  }),
  ackUnknown: (ackId: number): Problem => ({
    code: "ACK_UNKNOWN",
    step: "send",
    message: `No event waits for the acknowledgement ${ackId}; it may have been answered already.`,
    values: { ackId },
  }),
  ackTimeout: (event: string, timeoutMs: number): Problem => ({
    code: "ACK_TIMEOUT",
    message: `No acknowledgement of "${event}" within ${seconds(timeoutMs)}.`,
    values: { event, timeoutMs },
  }),
  noWebSocket: (): Problem => ({
    code: "NO_WEBSOCKET",
    step: "send",
    message: "The connection goes by polling; there is no WebSocket to send a frame on.",
    advice: "Connect with the transport websocket.",
  }),
  closeInvalid: (reason: string): Problem => ({
    code: "CLOSE_INVALID",
    step: "send",
    message: `The connection was not closed: ${reason}.`,
    advice: "Use 1000 or a code from 3000 to 4999, and a reason of at most 123 bytes.",
    values: { reason },
  }),
  repeatInvalid: (reason: string): Problem => ({
    code: "REPEAT_INVALID",
    step: "send",
    message: `The messages were not repeated: ${reason}.`,
    values: { reason },
  }),
  reactionInvalid: (name: string, reason: string): Problem => ({
    code: "REACTION_INVALID",
    message: `The reaction "${name}" cannot be used: ${reason}.`,
    values: { name, reason },
  }),
  reactionLimit: (limit: number): Problem => ({
    code: "REACTION_LIMIT",
    message: `Reactions wanted to send more than ${limit} messages within a second; the rest were not sent.`,
    advice: "Look for a reaction that answers its own answers.",
    values: { limit },
  }),
} as const;
