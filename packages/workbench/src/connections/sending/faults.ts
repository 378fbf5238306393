import type { RawFrame } from "@signalbox/websocket/raw";
import type { FaultMessage, Result } from "../../contract/index.js";
import { refused } from "../../result.js";
import { problems } from "../problems/index.js";
import { decodeBytes } from "./bytes.js";

/** What is put on the wire to break a rule. */
export type FaultStep =
  | { readonly type: "frame"; readonly frame: RawFrame }
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  | { readonly type: "half-close" };

const text = 1;
const continuation = 0;

/** The frames of a fault: every rule broken here is one of RFC 6455 section 5. */
export function faultSteps({ fault }: FaultMessage): Result<readonly FaultStep[]> {
  switch (fault.type) {
    case "invalid-utf8":
      // The lead of a two-byte sequence without its second byte.
      return steps({ opcode: text, payload: Buffer.from([0xc3, 0x28]) });
    case "reserved-bits":
      return steps({ opcode: text, rsv: fault.bits, payload: "reserved bits" });
    case "reserved-opcode":
      return steps({ opcode: fault.opcode, payload: "reserved opcode" });
    case "wrong-mask":
      return steps({ opcode: text, mask: false, payload: "not masked" });
    case "truncated":
      return steps({ opcode: text, payload: "cut", announcedLength: 100 });
    case "fragments":
      return steps(...fragments(Buffer.from(fault.body), fault.sizes));
    case "half-close":
      return { ok: true, value: [{ type: "half-close" }] };
    case "raw": {
      const bytes = decodeBytes(fault.body, fault.encoding);
      if (!bytes) return refused(problems.bodyInvalid(`it is not valid ${fault.encoding}`));
      return { ok: true, value: [{ type: "bytes", bytes }] };
    }
  }
}

/** A text in frames of these sizes, and what is left in one more. */
function fragments(body: Buffer, sizes: readonly number[]): readonly RawFrame[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const size of sizes) {
    pieces.push(body.subarray(from, from + size));
    from += size;
  }
  if (from < body.length || pieces.length === 0) pieces.push(body.subarray(from));
  return pieces.map((payload, at) => ({
    opcode: at === 0 ? text : continuation,
    fin: at === pieces.length - 1,
    payload,
  }));
}

function steps(...frames: readonly RawFrame[]): Result<readonly FaultStep[]> {
  return { ok: true, value: frames.map((frame) => ({ type: "frame", frame })) };
}
