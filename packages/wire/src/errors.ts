/**
 * The root of every refusal in wire.
 *
 *     WireError
 *     ├─ WebSocketProtocolError   a peer broke RFC 6455 or 7692; carries the close code to send
 *     ├─ HandshakeError           an opening handshake that cannot become a WebSocket
 *     ├─ EngineProtocolError      an Engine.IO packet or payload that cannot be read
 *     └─ SocketProtocolError      a Socket.IO packet that cannot be read or written
 *
 * `code` is stable and part of the API; `message` is for people and may change.
 */
export class WireError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}
