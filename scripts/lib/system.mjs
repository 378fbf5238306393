import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chromiumPath } from "../../peers/src/chromium-path.mjs";
import { run } from "./run.mjs";

/** What the tests drive besides npm packages; `debian` is the package that brings it. */
const programs = [
  { name: "Chromium or Chrome", found: () => chromiumPath() !== undefined, debian: "chromium" },
  { name: "nginx", found: () => onPath("nginx"), debian: "nginx-light" },
  { name: "haproxy", found: () => onPath("haproxy"), debian: "haproxy" },
  { name: "redis-server", found: () => onPath("redis-server"), debian: "redis-server" },
  { name: "PostgreSQL", found: () => postgres() !== undefined, debian: "postgresql" },
  { name: "Python's websockets", found: () => python("websockets"), debian: "python3-websockets" },
  { name: "Python's socketio", found: () => python("socketio"), debian: "python3-socketio" },
  { name: "Python's aiohttp", found: () => python("aiohttp"), debian: "python3-aiohttp" },
  { name: "a Chinese font", found: () => fontFor("zh-tw"), debian: "fonts-noto-cjk" },
];

function answers(command, args) {
  try {
    return execFileSync(command, args, { stdio: ["ignore", "pipe", "ignore"] }).toString();
  } catch {
    return undefined;
  }
}

function onPath(command) {
  return ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin"].some((folder) =>
    existsSync(`${folder}/${command}`),
  );
}

/** Debian keeps the server out of the path, in a folder for each version. */
function postgres() {
  if (onPath("postgres")) return "postgres";
  const folder = "/usr/lib/postgresql";
  return existsSync(folder)
    ? readdirSync(folder).find((version) => existsSync(`${folder}/${version}/bin/postgres`))
    : undefined;
}

function python(module) {
  return answers("/usr/bin/python3", ["-c", `import ${module}`]) !== undefined;
}

function fontFor(language) {
  const fonts = answers("fc-list", [`:lang=${language}`]);
  return process.platform !== "linux" || (fonts !== undefined && fonts.trim() !== "");
}

/** Installs what is missing (Debian, as root), or ends with one sentence that says what to install. */
export async function ensureSystem() {
  const missing = programs.filter((program) => !program.found());
  if (missing.length === 0) return;
  const names = missing.map((program) => program.debian);
  if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    console.log(`Installing ${names.join(", ")} …`);
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env, quiet: true });
    const code = await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], {
      env,
      quiet: true,
    });
    if (code === 0) return;
  }
  const rest = programs.filter((program) => !program.found());
  if (rest.length === 0) return;
  console.error(
    `The tests need ${rest.map((program) => program.name).join(", ")}; ` +
      `on Debian or Ubuntu: sudo apt-get install ${rest.map((program) => program.debian).join(" ")}`,
  );
  process.exit(1);
}
