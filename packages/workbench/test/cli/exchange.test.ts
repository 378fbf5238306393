import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSocketIo, startWs } from "@signalbox/peers";
import { expect, it, onTestFinished } from "vitest";
import { runCli } from "./run-cli.js";

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "signalbox-exchange-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function run(args: readonly string[], input = "") {
  const cli = runCli(args, { XDG_STATE_HOME: await folder() });
  cli.end(input);
  const code = await cli.exit;
  return { code, stdout: cli.stdout(), stderr: cli.stderr() };
}

it("takes a Postman collection into a project and writes it for Bruno", async () => {
  const directory = await folder();
  const file = join(directory, "chat.json");
  const content = {
    info: { name: "Chat", schema: "https://schema.postman.com/json/collection/v3.0.0/" },
    items: [
      {
        type: "folder",
        name: "Rooms",
        items: [
          {
            type: "ws-raw-request",
            name: "lobby",
            url: "ws://{{host}}/lobby",
            items: [{ type: "ws-raw-message", name: "hi", contentType: "text", content: "hello" }],
          },
        ],
      },
    ],
    variable: [{ key: "host", value: "localhost" }],
  };
  await writeFile(file, JSON.stringify(content));
  const imported = await run(["import", file, "--project", directory, "--into", "from-postman"]);
  expect(imported).toMatchObject({ code: 0, stdout: "from-postman/Rooms/lobby\n" });
  const saved = await readFile(join(directory, "requests/from-postman/Rooms/lobby.yaml"), "utf8");
  expect(saved).toContain("ws://{{host}}/lobby");

  const bruno = join(directory, "bruno");
  const exported = await run(["export", "from-postman", "-f", "bruno", "--project", directory, "-o", bruno]);
  expect(exported).toMatchObject({ code: 0, stderr: "" });
  expect((await readdir(bruno, { recursive: true })).sort()).toContain("from-postman/Rooms/lobby.bru");
  const again = await run(["import", bruno, "--project", await folder(), "--json"]);
  expect(JSON.parse(again.stdout)).toEqual({ made: ["from-postman/Rooms/lobby"], losses: [] });
});

it("writes nothing of a truncated file", async () => {
  const directory = await folder();
  const file = join(directory, "chat.postman_collection.json");
  await writeFile(file, '{"info": {"schema": "https://schema.postman.com/"}, "items": [');
  const project = await folder();
  const { code, stderr } = await run(["import", file, "--project", project]);
  expect(code).toBe(1);
  expect(stderr).toContain("chat.postman_collection.json is not JSON");
  expect(await readdir(project)).toEqual([]);
});

it("refuses to write a capture where requests are asked for, and the other way round", async () => {
  const project = await folder();
  const { code, stderr } = await run(["export", "-f", "har", "--project", project]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "har holds captures, not requests.\n" });
  expect((await run(["export", "-f", "doc"])).code).toBe(2);
});

it.each([2, 3, 4] as const)(
  "a session with a stock Socket.IO %d server goes through HAR and back alike",
  async (version) => {
    const server = await startSocketIo(version);
    const directory = await folder();
    const [session, har, back] = ["session.sqlite", "session.har", "back.sqlite"].map((name) =>
      join(directory, name),
    ) as [string, string, string];
    const url = `http://127.0.0.1:${server.port}`;
    const lines = 'echo "a" 7 {"deep":["ü"]}\nask "b"\necho {"base64":"AQID"}\n';
    const args = ["record", url, `--socket.io=${version}`, "-o", session, "--ack", "2", "--wait", "0.3"];
    await run(args, lines);
    expect((await run(["export", session, "-f", "har", "-o", har])).code).toBe(0);
    const { log } = JSON.parse(await readFile(har, "utf8")) as {
      log: {
        entries: { request: { url: string }; _webSocketMessages: { _socketIo?: { event?: string } }[] }[];
      };
    };
    expect(log.entries[0]?.request.url).toMatch(/^ws:.*transport=websocket/);
    const events = log.entries[0]?._webSocketMessages.flatMap((message) => message._socketIo?.event ?? []);
    expect(events).toEqual(expect.arrayContaining(["welcome", "echo", "ask"]));
    expect((await run(["import", har, "-o", back])).code).toBe(0);
    const compared = await run(["export", back, "-f", "ndjson"]);
    const recorded = await run(["export", session, "-f", "ndjson"]);
    const meanings = (text: string) =>
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter(({ type }) => type === "event" || type === "ack")
        .map(({ direction, event, args, ackId, namespace }) => ({
          direction,
          event,
          args,
          ackId,
          namespace,
        }));
    expect(meanings(compared.stdout).length).toBeGreaterThan(3);
    expect(meanings(compared.stdout)).toEqual(meanings(recorded.stdout));
  },
);

it("infers an AsyncAPI document from a recorded WebSocket session", async () => {
  const server = await startWs();
  const session = join(await folder(), "feed.sqlite");
  await run(
    ["record", `ws://127.0.0.1:${server.port}`, "-o", session, "--wait", "0.3"],
    '{"type":"subscribe","line":7}\n',
  );
  const { code, stdout } = await run(["export", session, "-f", "asyncapi"]);
  expect(code).toBe(0);
  expect(stdout).toContain("asyncapi: 3.0.0");
  expect(stdout).toContain("name: subscribe");
});
