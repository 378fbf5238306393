import { mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { SavedRequest } from "../../src/contract/index.js";
import { echo, folderWith, openProject, outline, put, textIn } from "./folder.js";

const complete: SavedRequest = {
  name: "Lobby",
  description: "# Lobby\n\nSays hello.\n",
  status: "testing",
  tags: ["chat", "聊天"],
  owner: "alice",
  request: {
    protocol: "socket.io",
    version: 4,
    url: "https://example.org/chat?room=1",
    params: [
      { name: "room", value: "1" },
      { name: "debug", value: "yes", enabled: false, description: "only here" },
    ],
    headers: [{ name: "X-Number", value: "8080" }],
    cookies: [{ name: "sid", value: "{{sid}}" }],
    authorization: { type: "basic", username: "alice", password: "{{password}}" },
    tls: { verify: false, caFile: "certs/ca.pem" },
    auth: '{"token": "{{token}}"}',
    namespaces: [{ name: "/admin", auth: "{}" }],
    transports: ["polling", "websocket"],
    reconnection: { attempts: 3, delayMs: 100, maxDelayMs: 1000 },
    parser: "msgpack",
  },
  messages: [
    {
      id: "a",
      name: "join",
      message: {
        kind: "event",
        event: "join",
        args: [{ kind: "json", body: '{\n  "a": 1\n}' }],
        ackTimeoutMs: 500,
      },
    },
    { id: "b", name: "ping", description: "a frame", message: { kind: "ping", body: "00", encoding: "hex" } },
    {
      id: "c",
      name: "bad",
      message: { kind: "fault", fault: { type: "fragments", body: "abc", sizes: [1, 2] } },
    },
  ],
  events: [{ event: "message", listen: true }],
  reactions: [
    {
      id: "r",
      enabled: true,
      when: { event: "welcome", path: "$[0].id" },
      // biome-ignore lint/suspicious/noThenProperty: a list, not a function
      then: [
        { do: "store", variable: "id", path: "$[0].id" },
        { do: "ack", args: [] },
      ],
    },
  ],
};

test("nothing is written into a folder until something is saved", async () => {
  const { project, directory, until } = await openProject();
  expect(project.state).toMatchObject({ directory, tree: [], environments: [], problems: [] });
  await expect(project.delete("nothing")).rejects.toMatchObject({ code: "PROJECT_PATH_UNKNOWN" });
  await expect(textIn(directory, ".gitignore")).rejects.toThrow();
  await project.saveRequest("Echo", echo);
  expect(await textIn(directory, ".gitignore")).toBe("*.local.yaml\n");
  await until(() => outline(project.state.tree).join() === "Echo");
});

test("a request comes back as it was saved, whatever it has", async () => {
  const { project } = await openProject();
  const { path, revision } = await project.saveRequest("chat/Lobby", complete);
  expect(path).toBe("chat/Lobby");
  expect(await project.readRequest(path)).toEqual({ path, revision, saved: complete });
  expect(project.state.tree).toEqual([
    {
      kind: "folder",
      path: "chat",
      name: "chat",
      children: [
        {
          kind: "request",
          path,
          name: "Lobby",
          protocol: "socket.io",
          status: "testing",
          tags: ["chat", "聊天"],
          revision,
        },
      ],
    },
  ]);
});

test("a file that a person wrote keeps its comments, its order and its style", async () => {
  const { project, directory } = await openProject({
    "requests/chat.yaml": `# the chat of the lobby
url: "ws://localhost:3000" # in development
protocol: websocket

# who we are
headers:
  # the key
  - { name: X-Key, value: 'abc' }
  - name: X-Old
    value: 1
messages:
  - kind: text
    body: hi
`,
  });
  const { saved, revision } = await project.readRequest("chat");
  expect(saved.messages).toEqual([{ id: "message-1", name: "text", message: { kind: "text", body: "hi" } }]);
  await project.saveRequest(
    "chat",
    {
      ...saved,
      owner: "bob",
      request: {
        ...saved.request,
        url: "ws://localhost:4000",
        headers: saved.request.headers?.slice(0, 1) ?? [],
      },
    },
    revision,
  );
  expect(await textIn(directory, "requests/chat.yaml")).toBe(`# the chat of the lobby
url: "ws://localhost:4000" # in development
protocol: websocket

# who we are
headers:
  # the key
  - { name: X-Key, value: 'abc' }
messages:
  - kind: text
    body: hi
    id: message-1
    name: text
owner: bob
`);
});

test("a change made elsewhere is told, and never overwritten", async () => {
  const { project, directory, until } = await openProject();
  const { revision } = await project.saveRequest("Echo", echo);
  const theirs = (await textIn(directory, "requests/Echo.yaml")).replace("/echo", "/theirs");
  await put(directory, "requests/Echo.yaml", theirs);
  await expect(project.saveRequest("Echo", echo, revision)).rejects.toMatchObject({
    problem: { code: "FILE_CHANGED", values: { file: "requests/Echo.yaml" } },
  });
  expect(await textIn(directory, "requests/Echo.yaml")).toBe(theirs);
  await until(
    () =>
      JSON.stringify(project.state.tree).includes("revision") &&
      !JSON.stringify(project.state.tree).includes(revision),
  );
  await rm(join(directory, "requests/Echo.yaml"));
  await expect(project.saveRequest("Echo", echo, revision)).rejects.toMatchObject({ code: "FILE_CHANGED" });
});

test("files and folders that come, change and go are told", async () => {
  const { project, directory, until } = await openProject();
  const shows = (...lines: string[]) => until(() => outline(project.state.tree).join() === lines.join());
  await put(directory, "requests/a/b/one.yaml", "protocol: websocket\nurl: ws://x\n");
  await shows("a/", "a/b/", "a/b/one");
  await put(directory, "requests/a/b/two.yaml", "protocol: websocket\n");
  await shows("a/", "a/b/", "a/b/one", "a/b/two !");
  await put(directory, "requests/a/b/two.yaml", "protocol: socket.io\nurl: http://x\n");
  await shows("a/", "a/b/", "a/b/one", "a/b/two");
  await rename(join(directory, "requests/a"), join(directory, "requests/c"));
  await shows("c/", "c/b/", "c/b/one", "c/b/two");
  await rm(join(directory, "requests"), { recursive: true });
  await shows();
  await put(directory, "requests/again.yaml", "protocol: websocket\nurl: ws://x\n");
  await shows("again");
});

describe("a broken file", () => {
  test.each([
    ["protocol: websocket\nurl: [", 2, /flow sequence|Flow sequence/i],
    [
      "protocol: websocket\nurl: ws://x\nhedaers: []\n",
      3,
      /"hedaers" is not known here; did you mean "headers"\?/,
    ],
    ["protocol: websockets\nurl: ws://x\n", 1, /"protocol" is "websockets"; did you mean "websocket"\?/],
    ["url: ws://x\n", 1, /"protocol" is missing/],
    ["protocol: websocket\n", 1, /"url" is missing/],
    ["protocol: websocket\nurl: 7\n", 2, /"url" must be a text/],
    [
      "protocol: websocket\nurl: ws://x\nmessages:\n  - kind: txt\n    body: a\n",
      4,
      /"kind" is "txt"; did you mean "text"\?/,
    ],
    ["- a\n- b\n", 1, /the file must be a mapping/],
    ["a: &x [*x]\n", 1, /./],
    ["", 1, /"protocol" is missing/],
  ])("%j is told with line %i", async (text, line, reason) => {
    const { project } = await openProject({
      "requests/bad.yaml": text,
      "requests/good.yaml": "protocol: websocket\nurl: ws://x\n",
    });
    expect(outline(project.state.tree)).toEqual(["bad !", "good"]);
    const bad = project.state.tree.find(({ name }) => name === "bad");
    expect(bad).toMatchObject({
      problem: {
        code: "PROJECT_FILE_INVALID",
        values: {
          file: "requests/bad.yaml",
          line,
          column: expect.any(Number),
          reason: expect.stringMatching(reason),
        },
      },
    });
    await expect(project.readRequest("bad")).rejects.toMatchObject({ code: "PROJECT_FILE_INVALID" });
  });

  test("that is no UTF-8, or endless, does not stop the rest", async () => {
    const { project, directory, until } = await openProject({
      "requests/good.yaml": "protocol: websocket\nurl: ws://x\n",
    });
    await writeFile(join(directory, "requests/binary.yaml"), Buffer.from([0xff, 0xfe, 0, 1]));
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
      .split("")
      .map((key, at) => `${key}: &${key} [${Array(10).fill(`*${"abcdefgh"[at]}`).join(",")}]`)
      .join("\n")}\n`;
    await put(directory, "requests/bomb.yaml", bomb);
    await until(() => outline(project.state.tree).join() === "binary !,bomb !,good");
  });
});

describe("names and places", () => {
  test("a name is made safe for file systems and still shown as it was given", async () => {
    const { project } = await openProject();
    const { path } = await project.saveRequest('a:b?/"CON"*', { ...echo, name: '"CON"*' });
    expect(path).toBe("a-b-/-CON--");
    expect((await project.readRequest(path)).saved.name).toBe('"CON"*');
    expect((await project.saveRequest("con", echo)).path).toBe("_con");
    expect((await project.saveRequest("號誌 🚦", echo)).path).toBe("號誌 🚦");
    const long = await project.saveRequest("長".repeat(300), echo);
    expect(Buffer.byteLength(long.path)).toBeLessThanOrEqual(200);
  });

  test("a name that is taken gets a number", async () => {
    const { project } = await openProject();
    await project.saveRequest("Echo", echo);
    const second = await project.saveRequest("Echo", echo);
    expect(second).toMatchObject({ path: "Echo 2", saved: { name: "Echo 2" } });
    expect(await project.duplicate("Echo")).toBe("Echo 3");
    expect((await project.readRequest("Echo 3")).saved.name).toBe("Echo 3");
  });

  test.each(["../out", "/etc/x", "a/../../out", "a\\..\\out", "", "a//b", "a/./b", "a\0b", "link/x"])(
    "%j is refused",
    async (path) => {
      const outside = await folderWith({ "x.yaml": "protocol: websocket\nurl: ws://x\n" });
      const { project, directory } = await openProject({
        "requests/in.yaml": "protocol: websocket\nurl: ws://x\n",
      });
      await symlink(outside, join(directory, "requests/link"));
      const refusal = { code: "PROJECT_PATH_INVALID" };
      await expect(project.saveRequest(path, echo)).rejects.toMatchObject(refusal);
      await expect(project.readRequest(path)).rejects.toMatchObject(refusal);
      await expect(project.createFolder(path)).rejects.toMatchObject(refusal);
      await expect(project.move("in", path)).rejects.toMatchObject(refusal);
      await expect(project.move(path, "elsewhere")).rejects.toMatchObject(refusal);
      await expect(project.delete(path)).rejects.toMatchObject(refusal);
      await expect(project.readFile(`requests/${path}`)).rejects.toMatchObject(refusal);
      expect(outline(project.state.tree)).toEqual(["in"]);
      expect(await textIn(outside, "x.yaml")).toContain("ws://x");
    },
  );

  test("a link to nothing outside is not written through", async () => {
    const outside = await folderWith();
    const { project, directory } = await openProject({
      "requests/in.yaml": "protocol: websocket\nurl: ws://x\n",
    });
    await symlink(join(outside, "new.yaml"), join(directory, "requests/trap.yaml"));
    await expect(project.move("in", "trap")).rejects.toThrow();
    await expect(textIn(outside, "new.yaml")).rejects.toThrow();
  });
});

describe("the tree", () => {
  test("is rearranged", async () => {
    const { project } = await openProject();
    await project.createFolder("chat/old");
    await project.saveRequest("Echo", echo);
    expect(await project.move("Echo", "chat/old/Echo")).toBe("chat/old/Echo");
    expect(await project.move("chat/old/Echo", "chat/old/Renamed: 1")).toBe("chat/old/Renamed- 1");
    expect((await project.readRequest("chat/old/Renamed- 1")).saved.name).toBe("Renamed: 1");
    expect(await project.move("chat/old", "new")).toBe("new");
    expect(outline(project.state.tree)).toEqual(["chat/", "new/", "new/Renamed- 1"]);
    expect(await project.duplicate("new")).toBe("new 2");
    expect(outline(project.state.tree)).toContain("new 2/Renamed- 1");
    await expect(project.move("new", "new/inside")).rejects.toMatchObject({
      code: "PROJECT_MOVE_INTO_ITSELF",
    });
    await expect(project.move("new", "chat")).rejects.toMatchObject({ code: "PROJECT_PATH_TAKEN" });
    await expect(project.createFolder("chat")).rejects.toMatchObject({ code: "PROJECT_PATH_TAKEN" });
    await expect(project.move("nobody", "x")).rejects.toMatchObject({ code: "PROJECT_PATH_UNKNOWN" });
  });

  test("gives back what was deleted, as it was", async () => {
    const { project, directory } = await openProject();
    await project.saveRequest("chat/Echo", echo);
    await put(directory, "requests/chat/notes.txt", "by hand");
    await mkdir(join(directory, "requests/chat/empty"));
    const undoId = await project.delete("chat");
    expect(outline(project.state.tree)).toEqual([]);
    await project.createFolder("chat");
    expect(await project.restore(undoId)).toBe("chat 2");
    expect(outline(project.state.tree)).toEqual(["chat/", "chat 2/", "chat 2/empty/", "chat 2/Echo"]);
    expect(await textIn(directory, "requests/chat 2/notes.txt")).toBe("by hand");
    await expect(project.restore(undoId)).rejects.toMatchObject({ code: "PROJECT_UNDO_GONE" });
  });

  test("what makes no sense is not saved", async () => {
    const { project } = await openProject();
    const nonsense = { ...echo, request: { protocol: "telnet", url: "x" } } as unknown as SavedRequest;
    await expect(project.saveRequest("x", nonsense)).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    expect(project.state.tree).toEqual([]);
  });

  test("saves asked for at once are done one after the other", async () => {
    const { project } = await openProject();
    const saved = await Promise.all(Array.from({ length: 10 }, () => project.saveRequest("Echo", echo)));
    expect(new Set(saved.map(({ path }) => path)).size).toBe(10);
  });
});
