import { afterEach, expect, it } from "vitest";
import type { Delivery, RawPeer } from "./raw-peer.js";
import { closeAll, openSession, type Role, type Session, type SessionOptions } from "./session.js";

/** A case: connect, do, expect. */
export type Run = (session: Session) => Promise<void>;

export interface CaseOptions extends SessionOptions {
  /** Default: our server and our client. */
  readonly roles?: readonly Role[];
  /** Default: at once, and byte by byte. */
  readonly deliveries?: readonly Delivery[];
}

/**
 * Registers a case for each role and each way of delivering the bytes.
 *
 * @param section the section of the RFC whose MUST it holds us to.
 */
export function conform(section: string, must: string, run: Run, options: CaseOptions = {}): void {
  for (const role of options.roles ?? ["server", "client"]) {
    for (const delivery of options.deliveries ?? ["at once", "byte by byte"]) {
      it(`${section} ${must} [${role}, ${delivery}]`, async () => {
        const session = await openSession(role, delivery, options);
        await withTranscript(
          session.peer,
          async () => {
            await run(session);
          },
          () => JSON.stringify(session.endpoint.seen),
        );
      });
    }
  }
}

/** Runs a case; when it fails, its report says what was sent, what came back and what the application saw. */
export async function withTranscript(
  peer: RawPeer,
  run: () => Promise<void>,
  saw: () => string = () => "-",
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Error) error.message += `\n\n${peer.transcript}\nthe application saw: ${saw()}\n`;
    throw error;
  }
}

/** Ends what each case left open. To be called once a file. */
export function cleanUp(): void {
  afterEach(closeAll);
}

/** The endpoint fails the connection (RFC 6455 section 7.1.7): an error, a close frame with the code, the end, and not a message more. */
export async function expectFailure(
  session: Session,
  closeCode: number,
  error: RegExp = /^WS_ERR_/,
): Promise<void> {
  const before = session.endpoint.messages.length;
  const frame = await session.frame();
  expect({
    opcode: frame.opcode,
    code: frame.payload.length >= 2 ? frame.payload.readUInt16BE(0) : undefined,
  }).toEqual({
    opcode: 8,
    code: closeCode,
  });
  // RFC 6455 section 7.1.7: an endpoint that failed the connection must not go on processing data.
  await session.send({ opcode: 1, payload: Buffer.from("after the failure") });
  await session.finish();
  expect(session.endpoint.errors).toEqual([expect.stringMatching(error)]);
  expect(session.endpoint.messages.length).toBe(before);
}

/** The endpoint answers with a data message of one frame. */
export async function expectEcho(session: Session, payload: Uint8Array, isBinary: boolean): Promise<void> {
  const frame = await session.frame();
  expect([frame.opcode, frame.fin, frame.rsv]).toEqual([isBinary ? 2 : 1, true, 0]);
  if (!frame.payload.equals(payload))
    expect(frame.payload.toString("hex")).toBe(Buffer.from(payload).toString("hex"));
}

export const text = (value: string) => ({ opcode: 1, payload: Buffer.from(value) });
export const binary = (value: Uint8Array) => ({ opcode: 2, payload: value });
export const hexBytes = (value: string) => Buffer.from(value.replaceAll(" ", ""), "hex");
