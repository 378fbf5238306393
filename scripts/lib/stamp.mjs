import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "./root.mjs";

/** A digest of anything that JSON can say. */
export function digest(value) {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

/** Whether the work named was last finished with this very digest. */
export function isStamped(name, value) {
  try {
    return readFileSync(join(cache, `${name}.stamp`), "utf8") === value;
  } catch {
    return false;
  }
}

export function stamp(name, value) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, `${name}.stamp`), value);
}
