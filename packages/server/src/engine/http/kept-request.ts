import { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { queryOf } from "./request.js";

/**
 * A session's first request, as far as anybody may ask for it later. A request as Node makes it keeps its
 * stream, its raw and its parsed headers, over a kilobyte for the whole life of an idle connection. So,
 * unless the application has had it in its hands and may have put something on it, only what it said is
 * kept, as text, and made into a request again when it is asked for.
 */
export class KeptRequest {
  readonly #socket: Socket;
  #request: IncomingMessage | undefined;
  #said: string | undefined;

  /** @param isKnown whether the application has seen the request */
  constructor(request: IncomingMessage, isKnown: boolean) {
    this.#socket = request.socket;
    if (isKnown) {
      this.#request = request;
    } else {
      const { method, url, httpVersion, headers } = request;
      this.#said = flat(JSON.stringify({ method, url, httpVersion, headers }));
    }
  }

  get request(): IncomingMessage {
    this.#request ??= this.#restore();
    return this.#request;
  }

  set request(request: IncomingMessage) {
    this.#request = request;
  }

  #restore(): IncomingMessage {
    const said = JSON.parse(this.#said ?? "{}");
    this.#said = undefined;
    const [major, minor] = said.httpVersion.split(".").map(Number);
    const request = Object.assign(new IncomingMessage(this.#socket), said, {
      httpVersionMajor: major,
      httpVersionMinor: minor,
      rawHeaders: Object.entries(said.headers).flat(),
      complete: true,
    });
    queryOf(request);
    return request;
  }
}

/**
 * The same text in one piece. What JSON.stringify returns is a tree of the strings it was made of, which
 * takes three times as much. A request's head has no characters beyond Latin-1 (RFC 9110 section 5.5).
 */
function flat(text: string): string {
  return Buffer.from(text, "latin1").toString("latin1");
}
