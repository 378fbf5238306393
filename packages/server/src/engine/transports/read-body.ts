import type { IncomingMessage } from "node:http";

export type BodyResult = Buffer | "too large" | "aborted";

/** Reads a request's body, at most `maxBytes`; a longer one is given up without reading on. */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  onResult: (result: BodyResult) => void,
): void {
  let done = (result: BodyResult): void => {
    done = () => {};
    chunks.length = 0;
    onResult(result);
  };
  const chunks: Buffer[] = [];
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) {
    done("too large");
    return;
  }
  let bytes = 0;
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxBytes) {
      chunks.push(chunk);
    } else {
      request.pause();
      done("too large");
    }
  });
  request.on("end", () => done(Buffer.concat(chunks)));
  request.on("close", () => done("aborted"));
}
