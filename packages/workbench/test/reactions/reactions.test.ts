import { describe, expect, test } from "vitest";
import type { OutgoingMessage, Problem, Reaction } from "../../src/contract/index.js";
import { Reactions } from "../../src/reactions/index.js";
import type { Entry } from "../../src/timeline/entry.js";

function record(list: readonly Partial<Reaction>[]) {
  const sent: OutgoingMessage[] = [];
  const stored: [string, string][] = [];
  const told: Problem[] = [];
  const reactions = new Reactions({
    send: (message) => {
      sent.push(message);
      return Promise.resolve({ ok: true, value: null });
    },
    store: (variable, value) => void stored.push([variable, value]),
    onProblem: (problem) => void told.push(problem),
  });
  const problem = reactions.set(
    // biome-ignore lint/suspicious/noThenProperty: a list, not a function
    list.map((reaction, at) => ({ id: `r${at}`, enabled: true, when: {}, then: [], ...reaction })),
  );
  /** Resolves when what was heard has been reacted to. */
  const hear = async (...entries: Entry[]) => {
    for (const entry of entries) reactions.hear(entry);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { sent, stored, told, problem, hear };
}

function message(payload: string, rest: Partial<Entry> = {}): Entry {
  return { kind: "message", direction: "received", at: 0, payload, isText: true, ...rest };
}

function event(name: string, args: readonly unknown[], rest: Partial<Entry> = {}): Entry {
  return { ...message(JSON.stringify([name, ...args])), kind: "event", event: name, namespace: "/", ...rest };
}

const store = (variable: string, path?: string) =>
  ({ do: "store", variable, ...(path !== undefined && { path }) }) as const;
const hello = { do: "send", message: { kind: "text", body: "hello {{id}}" } } as const;

describe("what is heard", () => {
  test.each<[string, Reaction["when"], Entry, boolean]>([
    ["anything", {}, message("x"), true],
    ["an event by name", { event: "join" }, event("join", []), true],
    ["another event", { event: "join" }, event("leave", []), false],
    ["another namespace", { event: "join", namespace: "/chat" }, event("join", []), false],
    ["a text within", { contains: "ell" }, message("hello"), true],
    ["a text in other letters", { contains: "ELL" }, message("hello"), false],
    ["a regular expression", { contains: "/^H.*o$/i" }, message("hello"), true],
    ["a regular expression that remembers nothing", { contains: "/l/g" }, message("hello"), true],
    ["an event's name is not its payload", { contains: "join" }, event("join", ["x"]), false],
    ["a path that finds something", { path: "$.a[?@.b == 1]" }, message('{"a":[{"b":1}]}'), true],
    ["a path that finds nothing", { path: "$.c" }, message('{"a":1}'), false],
    ["a path in what is no JSON", { path: "$.c" }, message("hello"), false],
    ["a path in an event's arguments", { path: "$[1].id" }, event("e", [0, { id: 7 }]), true],
    ["an acknowledgement", {}, { ...event("e", []), kind: "ack" }, false],
    ["bytes", { contains: "x" }, message("x", { isText: false }), false],
  ])("%s", async (_name, when, entry, reacts) => {
    // biome-ignore lint/suspicious/noThenProperty: a list, not a function
    const { sent, hear } = record([{ when, then: [hello] }]);
    await hear(entry);
    expect(sent.length > 0).toBe(reacts);
  });

  test("nothing by one that is switched off", async () => {
    // biome-ignore lint/suspicious/noThenProperty: a list, not a function
    const { sent, hear } = record([{ enabled: false, then: [hello] }]);
    await hear(message("x"));
    expect(sent).toEqual([]);
  });
});

test("values are stored before what needs them is sent", async () => {
  const { sent, stored, hear } = record([
    {
      when: { event: "welcome" },
      // biome-ignore lint/suspicious/noThenProperty: a list, not a function
      then: [
        store("id", "$[0].id"),
        store("user", "$[0].user"),
        store("all"),
        store("none", "$.none"),
        hello,
      ],
    },
  ]);
  await hear(event("welcome", [{ id: 7, user: { name: "號誌" } }]));
  expect(stored).toEqual([
    ["id", "7"],
    ["user", '{"name":"號誌"}'],
    ["all", '[{"id":7,"user":{"name":"號誌"}}]'],
  ]);
  expect(sent).toEqual([hello.message]);
});

test("an acknowledgement goes to whoever asked, and to nobody else", async () => {
  // biome-ignore lint/suspicious/noThenProperty: a list, not a function
  const { sent, hear } = record([{ then: [{ do: "ack", args: [{ kind: "json", body: "1" }] }] }]);
  await hear(event("q", [], { ackId: 3, namespace: "/chat" }), event("q", []));
  expect(sent).toEqual([{ kind: "ack", ackId: 3, namespace: "/chat", args: [{ kind: "json", body: "1" }] }]);
});

test.each([
  [{ when: { contains: "/(/" } }, /Invalid regular expression/],
  [{ when: { path: "$[" } }, /JSONPath/],
  // biome-ignore lint/suspicious/noThenProperty: a list, not a function
  [{ then: [store("a", "no path")] }, /JSONPath/],
])("%j cannot be used, and the reason is told", (reaction, reason) => {
  const { problem } = record([reaction]);
  expect(problem).toMatchObject({ code: "REACTION_INVALID", message: expect.stringMatching(reason) });
});

test("a reaction that answers its own answers is held back", async () => {
  // biome-ignore lint/suspicious/noThenProperty: a list, not a function
  const { sent, told, hear } = record([{ then: [hello] }]);
  await hear(...Array.from({ length: 3000 }, () => message("x")));
  expect(sent.length).toBeGreaterThanOrEqual(1000);
  expect(sent.length).toBeLessThan(3000);
  expect(told.map(({ code }) => code)).toContain("REACTION_LIMIT");
});
