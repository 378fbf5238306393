import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  dynamicVariables,
  emptyScope,
  maskSecrets,
  parseTemplate,
  resolveMessage,
  resolveRequest,
  resolveText,
  SessionVariables,
  scopeOf,
  type Variable,
  variableInfos,
} from "../../src/variables/index.js";

function variables(source: Variable["source"], values: Record<string, string>, secret = false) {
  return Object.entries(values).map(([name, value]): Variable => ({ name, value, secret, source }));
}

const scope = scopeOf(
  variables("session", { count: "3", stored: "{{token}}" }),
  variables("environment", { host: "example.org", base: "ws://{{host}}" }),
  variables("environment", { token: "s3cret&more" }, true),
  variables("project", { host: "other", a: "{{b}}", b: "{{a}}", 名字: "號誌" }),
);

describe("templates", () => {
  test("are split with their positions", () => {
    expect(parseTemplate("a {{ host }}:{{$randomInt 1  6}}!")).toEqual([
      { type: "text", text: "a " },
      { type: "variable", name: "host", args: [], start: 2, end: 12 },
      { type: "text", text: ":" },
      { type: "variable", name: "$randomInt", args: ["1", "6"], start: 13, end: 32 },
      { type: "text", text: "!" },
    ]);
  });

  test.each([
    '{"a":{"b":{}}}',
    "{{}}",
    "{{ }}",
    "{{1a}}",
    '{{"a"}}',
    "{{#if x}}",
    "{{a",
    "a}}",
    "{{a\n\nb}}",
  ])("%j is text", (text) => {
    expect(parseTemplate(text)).toEqual([{ type: "text", text }]);
  });

  test("lose nothing of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("{", "}", "a", " ", "$", "1") }), (text) => {
        const whole = parseTemplate(text).map((part) =>
          part.type === "text" ? part.text : text.slice(part.start, part.end),
        );
        expect(whole.join("")).toBe(text);
      }),
    );
  });

  test("may be long without an end", () => {
    expect(parseTemplate(`{{a ${"b ".repeat(200_000)}`)).toHaveLength(1);
  });
});

describe("values", () => {
  test.each([
    ["{{host}}", "example.org"],
    ["{{base}}/{{名字}}", "ws://example.org/號誌"],
    ['{"n": {{count}}, "t": "{{token}}"}', '{"n": 3, "t": "s3cret&more"}'],
    ["{{stored}}", "{{token}}"],
    ["{{$literal host}}", "{{host}}"],
  ])("%s is %s", (text, value) => {
    expect(resolveText(text, scope)).toEqual({ ok: true, value });
  });

  test.each([
    ["{{nobody}}", "VARIABLE_UNKNOWN", { name: "nobody", where: "body" }],
    ["{{$nothing}}", "VARIABLE_UNKNOWN", { name: "$nothing", where: "body" }],
    ["{{a}}", "VARIABLE_CIRCULAR", { name: "a", where: "body" }],
    ["{{$randomInt 6 1}}", "VARIABLE_ARGUMENT", { name: "$randomInt", where: "body" }],
    ["{{$randomText -1}}", "VARIABLE_ARGUMENT", { name: "$randomText", where: "body" }],
  ])("%s is refused with %s", (text, code, values) => {
    expect(resolveText(text, scope, "body")).toMatchObject({ ok: false, problem: { code, values } });
  });

  test("that double themselves again and again are refused, not built", () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`v${at}`, `{{v${at + 1}}}{{v${at + 1}}}`]),
    );
    const growing = scopeOf(variables("project", { ...doubling, v20: "x".repeat(1000) }));
    expect(resolveText("{{v0}}", growing)).toMatchObject({ problem: { code: "VARIABLE_TOO_LONG" } });
  });

  test.each([
    ["$uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ["$timestamp", /^\d{10}$/],
    ["$timestampMs", /^\d{13}$/],
    ["$isoTimestamp", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
    ["$randomInt 1 6", /^[1-6]$/],
    ["$randomInt -3 -3", /^-3$/],
    ["$randomText 12", /^[A-Za-z0-9]{12}$/],
    ["$randomHex 4", /^[0-9a-f]{8}$/],
    ["$randomBoolean", /^(true|false)$/],
  ])("{{%s}} looks like %s", (use, pattern) => {
    const result = resolveText(`{{${use}}}`, emptyScope);
    expect(result.ok && result.value).toMatch(pattern);
  });

  test("each use in the table works as it is written there", () => {
    for (const { usage } of dynamicVariables)
      expect(resolveText(usage, emptyScope)).toMatchObject({ ok: true });
  });
});

describe("requests and messages", () => {
  test("a request has all its texts resolved, and those switched off left alone", () => {
    const request = resolveRequest(
      {
        protocol: "socket.io",
        version: "auto",
        url: "{{base}}/chat?token={{token}}&{{host}}=1",
        params: [{ name: "unused", value: "{{nobody}}" }],
        headers: [
          { name: "X-Token", value: "{{token}}" },
          { name: "X-Off", value: "{{nobody}}", enabled: false },
        ],
        auth: '{"token":"{{token}}"}',
        namespaces: [{ name: "/{{host}}" }],
      },
      scope,
    );
    expect(request).toEqual({
      ok: true,
      value: {
        protocol: "socket.io",
        version: "auto",
        url: "ws://example.org/chat?token=s3cret%26more&example.org=1",
        headers: [
          { name: "X-Token", value: "s3cret&more" },
          { name: "X-Off", value: "{{nobody}}", enabled: false },
        ],
        auth: '{"token":"s3cret&more"}',
        namespaces: [{ name: "/example.org" }],
      },
    });
  });

  test("a problem names the place", () => {
    expect(
      resolveRequest(
        { protocol: "websocket", url: "ws://x", headers: [{ name: "a", value: "{{nobody}}" }] },
        scope,
      ),
    ).toMatchObject({ problem: { code: "VARIABLE_UNKNOWN", values: { where: "headers[0].value" } } });
  });

  test("a message", () => {
    expect(
      resolveMessage(
        { kind: "event", event: "join-{{count}}", args: [{ kind: "json", body: '{"n": {{count}}}' }] },
        scope,
      ),
    ).toEqual({
      ok: true,
      value: { kind: "event", event: "join-3", args: [{ kind: "json", body: '{"n": 3}' }] },
    });
  });
});

describe("scopes", () => {
  test("tell pages what names mean, secrets masked", () => {
    const infos = variableInfos(scope);
    expect(infos.find(({ name }) => name === "host")).toMatchObject({
      value: "example.org",
      source: "environment",
    });
    expect(infos.find(({ name }) => name === "token")).toMatchObject({ value: "••••••", secret: true });
    expect(infos.find(({ name }) => name === "$randomInt")).toMatchObject({
      source: "dynamic",
      usage: "{{$randomInt 1 6}}",
    });
    expect(JSON.stringify(infos)).not.toContain("s3cret");
  });

  test("mask secrets in whatever is told", () => {
    expect(
      maskSecrets({ message: "ws://h?t=s3cret%26more and s3cret&more", values: { n: 1 } }, scope),
    ).toEqual({ message: "ws://h?t=•••••• and ••••••", values: { n: 1 } });
  });

  test("stored variables are told once for each change, and have a limit", () => {
    let changes = 0;
    const session = new SessionVariables(() => changes++);
    expect(session.set("a", "1")).toBe(true);
    session.set("a", "1");
    session.set("a", "2");
    expect(changes).toBe(2);
    expect(session.variables).toEqual([{ name: "a", value: "2", secret: false, source: "session" }]);
    expect(session.set("big", "x".repeat(2 ** 20 + 1))).toBe(false);
  });
});
