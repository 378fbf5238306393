import type { Session } from "./session.js";

export interface HandshakeAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** The server's answer to the last accepted handshake of a connection. */
export function handshakeAnswer(session: Session): HandshakeAnswer | undefined {
  const { answer } = session.lastHandshake ?? {};
  return answer === undefined ? undefined : parseAnswer(Buffer.from(answer).toString("latin1"));
}

/** Status line and headers of an HTTP answer (RFC 9112 sections 4 and 5). */
export function parseAnswer(text: string): HandshakeAnswer {
  const [statusLine = "", ...lines] = (text.split("\r\n\r\n", 1)[0] ?? "").split("\r\n");
  return {
    status: Number(statusLine.split(" ")[1]),
    headers: lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    }),
  };
}
