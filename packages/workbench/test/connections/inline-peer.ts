import { type PeerProcess, startProcess } from "@signalbox/peers";
import { onTestFinished } from "vitest";

/** A few lines of a program that use stock packages, in a process of its own; it prints `ready PORT`. */
export async function startInline(program: string): Promise<PeerProcess> {
  const peer = await startProcess(process.execPath, ["--input-type=module", "--eval", program]);
  onTestFinished(() => peer.stop());
  return peer;
}
