import fc from "fast-check";
import { expect, test } from "vitest";
import type { SavedMessage, SavedRequest } from "../../src/contract/index.js";
import { parseRequest, writeRequest } from "../../src/project/request-file.js";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom(
    "",
    "1",
    "true",
    "null",
    "~",
    "# no comment",
    "- a",
    "a: b",
    "{{token}}",
    "*a",
    "&a",
    "'",
    '"',
    "|\n  x",
    " x ",
    "\n",
    "a\n\nb\n",
  ),
);
const field = fc.record(
  { name: text, value: text, enabled: fc.boolean(), description: text },
  { requiredKeys: ["name", "value"] },
);
const request: fc.Arbitrary<SavedRequest["request"]> = fc.oneof(
  fc.record(
    {
      protocol: fc.constant("websocket" as const),
      url: text,
      headers: fc.array(field, { minLength: 1, maxLength: 4 }),
      perMessageDeflate: fc.boolean(),
      subprotocols: fc.array(text, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ["protocol", "url"] },
  ),
  fc.record(
    {
      protocol: fc.constant("socket.io" as const),
      url: text,
      version: fc.constantFrom(2 as const, 3 as const, 4 as const, "auto" as const),
      params: fc.array(field, { minLength: 1, maxLength: 4 }),
      reconnection: fc.record({ attempts: fc.nat(), delayMs: fc.nat(1000), maxDelayMs: fc.nat(1000) }),
    },
    { requiredKeys: ["protocol", "url", "version"] },
  ),
);
const message: fc.Arbitrary<SavedMessage> = fc.record({
  id: fc.uuid(),
  name: text,
  message: fc.oneof(
    fc.record({ kind: fc.constantFrom("text" as const, "json" as const), body: text }),
    fc.record({
      kind: fc.constant("event" as const),
      event: text,
      args: fc.array(fc.record({ kind: fc.constantFrom("json" as const, "text" as const), body: text }), {
        maxLength: 3,
      }),
    }),
  ),
});
const saved: fc.Arbitrary<SavedRequest> = fc.record(
  {
    name: text,
    owner: text,
    tags: fc.array(text, { minLength: 1 }),
    request,
    messages: fc.array(message, { maxLength: 4 }),
  },
  { requiredKeys: ["name", "request", "messages"] },
);

/** What says nothing is not written: an empty text of an optional field is none. */
function withoutEmpty(value: SavedRequest): unknown {
  const { owner, ...rest } = value;
  return owner ? value : rest;
}

test("whatever is saved is read as it was, whatever the file said before", () => {
  fc.assert(
    fc.property(saved, saved, (before, after) => {
      const first = writeRequest("a.yaml", before, "name", undefined);
      const second = writeRequest("a.yaml", after, "name", `# ours\n${first}`);
      expect(parseRequest("a.yaml", first, "name")).toEqual(withoutEmpty(before));
      expect(parseRequest("a.yaml", second, "name")).toEqual(withoutEmpty(after));
      expect(second.startsWith("# ours\n")).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("a save that changes nothing changes no byte; one that does keeps what it can", () => {
  const file = `# a
url:   ws://x    # spaced
protocol: websocket
headers:
  - {name: A, value: 8080}
  - name: B
    value: yes
tags: [ x,  y ]
description: >-
  folded
  text
messages:
  - kind: text
    body: |
      two
      lines
`;
  const read = parseRequest("a.yaml", file, "a");
  expect(writeRequest("a.yaml", read, "a", file)).toBe(file);
  const changed = { ...read, request: { ...read.request, url: "ws://y" } };
  const written = writeRequest("a.yaml", changed, "a", file);
  expect(parseRequest("a.yaml", written, "a")).toEqual(changed);
  for (const kept of [
    "# a\n",
    "url: ws://y # spaced",
    "value: 8080",
    "description: >-",
    "body: |\n      two",
  ]) {
    expect(written).toContain(kept);
  }
});
