import { chmodSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server } from "@signalbox/server";
import { afterAll, describe, expect, it } from "vitest";
import { preparePrivateFolder } from "../../src/cluster/forwarding/private-folder.js";
import { forwardSessions } from "../../src/cluster/index.js";

describe("forwardSessions", () => {
  it("wants a server that is attached", async () => {
    await expect(forwardSessions(new Server())).rejects.toMatchObject({ code: "SIGNALBOX_NOT_ATTACHED" });
  });

  it("wants a worker of a Node cluster", async () => {
    const io = new Server(createServer());
    await expect(forwardSessions(io)).rejects.toMatchObject({ code: "SIGNALBOX_NOT_A_WORKER" });
  });
});

describe.skipIf(process.platform === "win32")("the folder of the workers' sockets", () => {
  const parent = mkdtempSync(join(tmpdir(), "signalbox-forwarding-"));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it("is made for its user alone, once", () => {
    const folder = join(parent, "made");
    preparePrivateFolder(folder);
    preparePrivateFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("is refused when others can reach into it, or have put a link in its place", () => {
    const open = join(parent, "open");
    preparePrivateFolder(open);
    chmodSync(open, 0o755);
    expect(() => preparePrivateFolder(open)).toThrow(
      expect.objectContaining({ code: "SIGNALBOX_FORWARDING_FOLDER" }),
    );
    const link = join(parent, "link");
    symlinkSync(join(parent, "made"), link);
    expect(() => preparePrivateFolder(link)).toThrow(
      expect.objectContaining({ code: "SIGNALBOX_FORWARDING_FOLDER" }),
    );
  });
});
