import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type PeerProcess, startProcess } from "@signalbox/peers";
import { onTestFinished } from "vitest";
import { run, temporaryFolder } from "../scenarios/files.js";

/** A stock chat server, its state new. */
export async function startChat(
  version: 2 | 3 | 4,
  ...flags: readonly ("fault" | "msgpack")[]
): Promise<PeerProcess & { url: string }> {
  const server = fileURLToPath(new URL("./chat-server.mjs", import.meta.url));
  const peer = await startProcess(process.execPath, [server, String(version), ...flags]);
  onTestFinished(() => peer.stop());
  return { ...peer, url: `http://127.0.0.1:${peer.port}` };
}

/** Two people talk, with acks both ways, a picture and ids that the server gives. */
const session = `
connections:
  alice: { url: "{{url}}", version: "{{version}}", parser: "{{parser}}" }
  bob: { url: "{{url}}", version: "{{version}}", parser: "{{parser}}" }
steps:
  - connect: alice
  - connect: bob
  - repeat: [alice, bob]
    as: who
    steps:
      - emit: { event: login, args: ["{{who}}"], ack: true }
        on: "{{who}}"
      - expectAck: { path: { "$[0].token": { $any: true } } }
        on: "{{who}}"
        capture: { token: "$[0].token" }
      - emit: { event: join, args: ["{{token}}", lobby], ack: true }
        on: "{{who}}"
      - expectAck: [{ ok: true }]
        on: "{{who}}"
  - expect: { event: joined, args: [{ name: bob }] }
    on: alice
  - repeat: 3
    as: n
    steps:
      - emit: { event: say, args: [lobby, "message {{n}}"], ack: true }
        on: alice
      - expectAck: [{ id: "{{n}}" }]
        on: alice
      - repeat: [alice, bob]
        as: who
        steps:
          - expect: { event: said, args: [{ id: "{{n}}" }] }
            on: "{{who}}"
  - emit: [picture, { $binary: { hex: 00ff10 } }]
    on: bob
  - expect: { event: picture }
    on: bob
  - disconnect: bob
  - expectNone: { event: nothing }
    on: alice
    within: 20ms
  - disconnect: alice
`;

/** Records the session with a server, and returns the capture's file. */
export async function recordChat(
  url: string,
  version: 2 | 3 | 4,
  parser: "json" | "msgpack" = "json",
): Promise<string> {
  const outcome = await run(session.replaceAll("{{parser}}", parser), { url, version: String(version) });
  if (outcome.status !== "passed") throw new Error(JSON.stringify(outcome.failure));
  const path = join(await temporaryFolder(), "chat.sqlite");
  await outcome.log.keep(path);
  return path;
}
