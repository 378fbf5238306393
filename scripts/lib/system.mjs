import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chromiumPath } from "../../peers/src/chromium-path.mjs";
import { run } from "./run.mjs";

/** What is driven besides npm packages; `debian` is the packages that bring it. */
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

/** What the benchmarks need: the load generators are C, and services on many nodes need an engine. */
const benchmarkPrograms = [
  { name: "a C compiler", found: () => compiles(), debian: "gcc libc6-dev" },
  ...programs.filter(({ debian }) => ["redis-server", "postgresql", "chromium"].includes(debian)),
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

function compiles() {
  return onPath("cc") && existsSync("/usr/include/stdio.h");
}

/** For the tests. */
export function ensureSystem() {
  return ensure("The tests", programs);
}

export function ensureBenchmarkSystem() {
  return ensure("The benchmarks", benchmarkPrograms);
}

/** Installs what is missing (Debian, as root), or ends with one sentence that says what to install. */
async function ensure(whoever, programs) {
  const missing = programs.filter((program) => !program.found());
  if (missing.length === 0) return;
  const names = missing.flatMap((program) => program.debian.split(" "));
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
    `${whoever} need ${rest.map((program) => program.name).join(", ")}; ` +
      `on Debian or Ubuntu: sudo apt-get install ${rest.map((program) => program.debian).join(" ")}`,
  );
  process.exit(1);
}
