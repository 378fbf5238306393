import { describe, expect, it } from "vitest";
import { cleanUp, withTranscript } from "./conform.js";
import { PeerCompressor, PeerDecompressor } from "./peer-deflate.js";
import { header, openSession, type Session } from "./session.js";

cleanUp();

const bits = [8, 9, 10, 11, 12, 13, 14, 15];
const on = { perMessageDeflate: { threshold: 0 } };

/** Messages that refer back further than the smallest window, within a message and from one to the next. */
const messages = [0, 1, 2].map((shift) =>
  Buffer.from(Array.from({ length: 3000 }, (_, index) => `${(index * (shift + 1)) % 613},`).join("")),
);

interface Parameters {
  readonly serverNoContextTakeover: boolean;
  readonly clientNoContextTakeover: boolean;
  readonly serverMaxWindowBits: number | undefined;
  readonly clientMaxWindowBits: number | true | undefined;
}

/** Every combination: 2 x 2 x 9 x 9, and 10 with client_max_window_bits without a value. */
function combinations(clientBits: readonly (number | true | undefined)[]): Parameters[] {
  const all: Parameters[] = [];
  for (const serverNoContextTakeover of [false, true]) {
    for (const clientNoContextTakeover of [false, true]) {
      for (const serverMaxWindowBits of [undefined, ...bits]) {
        for (const clientMaxWindowBits of clientBits) {
          all.push({
            serverNoContextTakeover,
            clientNoContextTakeover,
            serverMaxWindowBits,
            clientMaxWindowBits,
          });
        }
      }
    }
  }
  return all;
}

function headerOf(parameters: Parameters): string {
  const { serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, clientMaxWindowBits } =
    parameters;
  return [
    "permessage-deflate",
    ...(serverNoContextTakeover ? ["server_no_context_takeover"] : []),
    ...(clientNoContextTakeover ? ["client_no_context_takeover"] : []),
    ...(serverMaxWindowBits !== undefined ? [`server_max_window_bits=${serverMaxWindowBits}`] : []),
    ...(clientMaxWindowBits === true ? ["client_max_window_bits"] : []),
    ...(typeof clientMaxWindowBits === "number" ? [`client_max_window_bits=${clientMaxWindowBits}`] : []),
  ].join("; ");
}

const windowIn = (answer: string, parameter: string) =>
  Number(new RegExp(`${parameter}=(\\d+)`).exec(answer)?.[1] ?? 15);

/** Echoes the messages with the windows and takeovers that `answer` agrees on, and reads the echoes with exactly those. */
async function echoAll(session: Session, answer: string, clientHint: number): Promise<void> {
  const isServer = session.role === "server";
  const serverBits = windowIn(answer, "server_max_window_bits");
  const clientBits = Math.min(clientHint, windowIn(answer, "client_max_window_bits"));
  const serverTakesOver = !answer.includes("server_no_context_takeover");
  const clientTakesOver = !answer.includes("client_no_context_takeover");
  const compressor = new PeerCompressor(
    isServer ? clientBits : serverBits,
    isServer ? clientTakesOver : serverTakesOver,
  );
  const decompressor = new PeerDecompressor(
    isServer ? serverBits : clientBits,
    isServer ? serverTakesOver : clientTakesOver,
  );
  for (const message of messages) {
    await session.send({ opcode: 1, rsv: 4, payload: await compressor.compress(message) });
    const frame = await session.frame();
    expect([frame.opcode, frame.rsv]).toEqual([1, 4]);
    expect(decompressor.decompress(frame.payload).equals(message)).toBe(true);
  }
  compressor.close();
}

describe("RFC 7692 section 7.1: every pair of parameters, offered to our server", () => {
  for (const offered of combinations([undefined, true, ...bits])) {
    const extensions = headerOf(offered);
    it(extensions, async () => {
      const session = await openSession("server", "at once", { extensions, server: on });
      await withTranscript(session.peer, async () => {
        const answer = header(session.head, "sec-websocket-extensions") ?? "";
        expect(answer).toMatch(/^permessage-deflate/);
        if (offered.serverNoContextTakeover) expect(answer).toContain("server_no_context_takeover");
        if (offered.serverMaxWindowBits !== undefined) {
          expect(answer).toContain("server_max_window_bits=");
          expect(windowIn(answer, "server_max_window_bits")).toBeLessThanOrEqual(offered.serverMaxWindowBits);
        }
        if (offered.clientMaxWindowBits === undefined) expect(answer).not.toContain("client_max_window_bits");
        await echoAll(
          session,
          answer,
          typeof offered.clientMaxWindowBits === "number" ? offered.clientMaxWindowBits : 15,
        );
      });
    });
  }
});

describe("RFC 7692 section 7.1: every pair of parameters, answered to our client", () => {
  for (const answered of combinations([undefined, ...bits])) {
    const extensions = headerOf(answered);
    it(extensions, async () => {
      const session = await openSession("client", "at once", { extensions, client: on });
      await withTranscript(session.peer, () => echoAll(session, extensions, 15));
    });
  }
});

describe("RFC 7692 section 7.1: what our server asks for itself", () => {
  it.each([
    [
      "serverNoContextTakeover",
      { serverNoContextTakeover: true },
      "permessage-deflate",
      "server_no_context_takeover",
    ],
    [
      "clientNoContextTakeover",
      { clientNoContextTakeover: true },
      "permessage-deflate",
      "client_no_context_takeover",
    ],
    ["serverMaxWindowBits", { serverMaxWindowBits: 10 }, "permessage-deflate", "server_max_window_bits=10"],
    [
      "clientMaxWindowBits",
      { clientMaxWindowBits: 10 },
      "permessage-deflate; client_max_window_bits",
      "client_max_window_bits=10",
    ],
  ])("%s", async (_name, options, extensions, expected) => {
    const session = await openSession("server", "at once", {
      extensions,
      server: { perMessageDeflate: { threshold: 0, ...options } },
    });
    const answer = header(session.head, "sec-websocket-extensions") ?? "";
    expect(answer).toContain(expected);
    await echoAll(session, answer, 15);
  });
});

describe("RFC 7692 section 7.1: what our client offers itself", () => {
  it.each([
    ["serverNoContextTakeover", { serverNoContextTakeover: true }, "server_no_context_takeover"],
    ["clientNoContextTakeover", { clientNoContextTakeover: true }, "client_no_context_takeover"],
    ["serverMaxWindowBits", { serverMaxWindowBits: 10 }, "server_max_window_bits=10"],
    ["clientMaxWindowBits", { clientMaxWindowBits: 10 }, "client_max_window_bits=10"],
  ])("%s", async (_name, options, parameter) => {
    const extensions = `permessage-deflate; ${parameter}`;
    const session = await openSession("client", "at once", {
      extensions,
      client: { perMessageDeflate: { threshold: 0, ...options } },
    });
    expect(header(session.head, "sec-websocket-extensions")).toContain(parameter);
    await echoAll(session, extensions, 15);
  });
});
