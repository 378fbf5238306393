import { randomBytes } from "node:crypto";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * Where the workbench keeps what belongs to a person and not to a project: `SIGNALBOX_STATE_DIR`, else
 * `signalbox` in `XDG_STATE_HOME`, else `~/.local/state/signalbox`.
 */
export function stateDirectory(env: NodeJS.ProcessEnv = process.env): string {
  if (env.SIGNALBOX_STATE_DIR) return env.SIGNALBOX_STATE_DIR;
  // The XDG specification: a path that is not absolute is to be ignored.
  const xdg = env.XDG_STATE_HOME;
  const base = xdg && isAbsolute(xdg) ? xdg : join(homedir(), ".local", "state");
  return join(base, "signalbox");
}

/** `2026-11-24T10-41-07Z-1f3a.sqlite`: in order of time, and never the same twice. */
export function captureFileName(at: Date): string {
  const time = at.toISOString().replace(/\.\d+/, "").replaceAll(":", "-");
  return `${time}-${randomBytes(2).toString("hex")}.sqlite`;
}
