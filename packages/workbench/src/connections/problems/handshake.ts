import type { Problem } from "../../contract/index.js";
import type { Response } from "./step.js";

/** Of the answer to a WebSocket handshake. */
export const handshakeProblems = {
  httpRefused: (response: Response): Problem => ({
    code: "HTTP_REFUSED",
    step: "http",
    message: `The server refused the handshake with ${response.status} ${response.statusText}.`,
    advice: adviceForStatus(response.status),
    values: { status: response.status, statusText: response.statusText },
    response,
  }),
  redirect: (location: string, response: Response): Problem => ({
    code: "HTTP_REDIRECT",
    step: "http",
    message: `The server redirects the handshake to ${location} (${response.status}).`,
    advice: "Connect to that address, or allow redirects for this request.",
    values: { location, status: response.status },
    response,
  }),
  tooManyRedirects: (limit: number): Problem => ({
    code: "TOO_MANY_REDIRECTS",
    step: "http",
    message: `The server redirected the handshake more than ${limit} times.`,
    advice: "Allow more redirects, or connect to the last address.",
    values: { limit },
  }),
  originRefused: (origin: string, response: Response): Problem => ({
    code: "ORIGIN_REFUSED",
    step: "http",
    message:
      origin === ""
        ? `The server refuses handshakes without an Origin header (${response.status}).`
        : `The server does not accept the origin ${origin} (${response.status}).`,
    advice:
      origin === ""
        ? "Set the origin of a page that the server knows. A browser sends its page's own."
        : "Set another origin or none, or allow this one in the server's CORS or origin settings.",
    values: { origin, status: response.status },
    response,
  }),
  notWebSocket: (response: Response): Problem => ({
    code: "NOT_WEBSOCKET",
    step: "upgrade",
    message: `The server answered ${response.status} ${response.statusText} like a plain HTTP server; it did not switch to WebSocket.`,
    advice: "Check the path: a WebSocket answers 101 Switching Protocols.",
    values: { status: response.status, statusText: response.statusText },
    response,
  }),
  upgradeInvalid: (reason: string): Problem => ({
    code: "UPGRADE_INVALID",
    step: "upgrade",
    message: `The server's answer to the handshake breaks RFC 6455: ${reason}.`,
    advice: "The server or a proxy before it is at fault.",
    values: { reason },
  }),
  isSocketIo: (response: Response | undefined): Problem => ({
    code: "IS_SOCKET_IO",
    step: "upgrade",
    message: "This is a Socket.IO server; a plain WebSocket cannot talk to it.",
    advice: "Open it as a Socket.IO connection.",
    ...(response && { response }),
  }),
} as const;

function adviceForStatus(status: number): string {
  if (status === 401) return "Add credentials, for example an Authorization header.";
  if (status === 403) return "Check credentials, the Origin header and what the server allows.";
  if (status === 404) return "Check the path.";
  if (status >= 300 && status < 400) return "Connect to the address in the answer's Location header.";
  if (status === 429) return "Wait before you try again.";
  if (status === 502 || status === 503 || status === 504) {
    return "A proxy answered: the server behind it may be down.";
  }
  if (status >= 500) return "The server's log will say more.";
  return "The answer's body may say more.";
}
