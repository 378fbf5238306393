import type { Workbench } from "../workbench.js";
import { attempt, type CallSource, on } from "./calls.js";

/** Answers what one page asks of the captures folder. */
export function serveCaptures(socket: CallSource, { captures }: Workbench): void {
  on(socket, "captures:list", async (ack) => ack(await attempt(() => captures.list())));
  on(socket, "capture:change", async ({ id, name, kept }, ack) => {
    const change = {
      ...(typeof name === "string" && { name }),
      ...(typeof kept === "boolean" && { kept }),
    };
    ack(await attempt(() => captures.change(id, change)));
  });
  on(socket, "capture:delete", async ({ id }, ack) => {
    const result = await attempt(async () => {
      await captures.delete(id);
      return null;
    });
    ack(result);
  });
}
