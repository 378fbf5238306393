import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import { createBrotliCompress, createDeflate, createGzip } from "node:zlib";
import type { CorsOptions, CorsOptionsDelegate } from "cors";
import { preferredCoding } from "../engine/http/accept-encoding.js";
import { corsMiddleware } from "../engine/http/cors.js";
import { interceptRequests } from "../engine/http/intercept.js";
import type { NodeServer } from "../engine/options.js";
import { type Bundle, findBundle } from "./bundles.js";

export interface ClientFilesOptions {
  /** The path below which the files lie. */
  readonly path: string;
  readonly cors: CorsOptions | CorsOptionsDelegate | undefined;
}

const ENCODERS = { br: createBrotliCompress, gzip: createGzip, deflate: createDeflate };

/** Serves the browser builds of the client, `<path>/socket.io.js` and its variants. */
export function serveClientFiles(server: NodeServer, { path, cors }: ClientFilesOptions): void {
  const prefix = `${path.replace(/\/$/, "")}/`;
  const allowOrigins = cors === undefined ? undefined : corsMiddleware(cors);
  interceptRequests(server, (request, response) => {
    const [pathname = ""] = (request.url ?? "").split("?", 1);
    const bundle = pathname.startsWith(prefix) ? findBundle(pathname.slice(prefix.length)) : undefined;
    if (bundle === undefined) return false;
    if (allowOrigins === undefined) send(bundle, request, response);
    else allowOrigins(request, response, () => send(bundle, request, response));
    return true;
  });
}

function send({ body, contentType, etag }: Bundle, request: IncomingMessage, response: ServerResponse): void {
  const known = request.headers["if-none-match"];
  if (known === etag || known === `W/${etag}`) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader("Cache-Control", "public, max-age=0");
  response.setHeader("Content-Type", contentType);
  response.setHeader("ETag", etag);
  const coding = preferredCoding(request.headers["accept-encoding"], ["br", "gzip", "deflate"]);
  if (coding === undefined) {
    response.writeHead(200).end(body);
    return;
  }
  response.setHeader("Vary", "Accept-Encoding");
  response.writeHead(200, { "Content-Encoding": coding });
  // A client that goes away in the middle is no error of ours.
  pipeline(Readable.from([body]), ENCODERS[coding](), response, () => {});
}
