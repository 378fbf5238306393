import { existsSync } from "node:fs";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { Harness } from "./support/harness.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

const bundles = fileURLToPath(new URL("../client-dist/", import.meta.url));

function get(url: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      request(url, { headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      })
        .on("error", reject)
        .end();
    },
  );
}

describe.skipIf(!existsSync(`${bundles}socket.io.min.js`))("the browser client", () => {
  it.each(["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"])(
    "is served as %s, with its map",
    async (name) => {
      const { url } = await harness.start({ cors: { origin: "http://a.example" } });
      const file = await get(`${url}/socket.io/${name}?v=1`, { origin: "http://a.example" });
      expect([file.status, file.headers["content-type"]]).toEqual([
        200,
        "application/javascript; charset=utf-8",
      ]);
      expect(file.headers["access-control-allow-origin"]).toBe("http://a.example");
      expect(file.headers["cache-control"]).toBe("public, max-age=0");
      expect(file.body.length).toBeGreaterThan(1000);
      const map = await get(`${url}/socket.io/${name}.map`);
      expect([map.status, map.headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
    },
  );

  it("is not sent again to who has it, and is compressed for who can read that", async () => {
    const { url } = await harness.start();
    const file = `${url}/socket.io/socket.io.min.js`;
    const plain = await get(file);
    const { etag } = plain.headers as { etag: string };
    expect((await get(file, { "if-none-match": etag })).status).toBe(304);
    expect((await get(file, { "if-none-match": `W/${etag}` })).status).toBe(304);
    const brotli = await get(file, { "accept-encoding": "gzip, br" });
    expect(brotli.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
    const gzip = await get(file, { "accept-encoding": "gzip" });
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
  });
});

describe("paths that are none of the client's files", () => {
  it.each(["other.js", "..%2fpackage.json", "socket.io.js/..", "socket.io.exe"])(
    "%s goes to the engine",
    async (name) => {
      const { url } = await harness.start();
      expect((await get(`${url}/socket.io/${name}`)).status).toBe(400);
    },
  );

  it("is all of them when they are not to be served", async () => {
    const { url } = await harness.start({ serveClient: false });
    expect((await get(`${url}/socket.io/socket.io.js`)).status).toBe(400);
  });
});
