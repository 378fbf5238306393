import { spawn } from "node:child_process";

/** Opens the page where there is somebody to see it. That it cannot be opened is no failure. */
export function openBrowser(url: string, env: NodeJS.ProcessEnv = process.env): void {
  const command = browserCommand(url, process.platform, env);
  if (!command) return;
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: "ignore", detached: true });
  child.once("error", () => {});
  child.unref();
}

/** Undefined with BROWSER=none, and on a system without a display. */
export function browserCommand(
  url: string,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): readonly [string, ...string[]] | undefined {
  if (env.BROWSER === "none") return undefined;
  if (platform === "darwin") return ["open", url];
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", url];
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return undefined;
  return [env.BROWSER || "xdg-open", url];
}
