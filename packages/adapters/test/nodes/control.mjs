import { createServer } from "node:http";

/**
 * How a test drives a node: JSON over HTTP on a port of its own, apart from everything under test.
 * Bytes travel as `{ $bytes: base64 }`.
 */
export async function listenForOrders(orders) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      const { order, ...args } = revive(JSON.parse(Buffer.concat(chunks).toString()));
      response.end(JSON.stringify({ result: prepare(await orders[order](args)) }));
    } catch (error) {
      response.end(JSON.stringify({ error: error.message, responses: prepare(error.responses) }));
    }
  });
  // `exclusive`: a worker of a Node cluster would share its port with its siblings.
  await new Promise((listening) => server.listen({ port: 0, host: "127.0.0.1", exclusive: true }, listening));
  return server.address().port;
}

export function revive(value) {
  if (Array.isArray(value)) return value.map(revive);
  if (value === null || typeof value !== "object") return value;
  if (typeof value.$bytes === "string") return Buffer.from(value.$bytes, "base64");
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]));
}

export function prepare(value) {
  if (value instanceof Set) return [...value].map(prepare);
  if (value instanceof Uint8Array || value instanceof ArrayBuffer)
    return { $bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(prepare);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, prepare(inner)]));
}
