import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finish, freePort, launch } from "./process.mjs";

/** Where the system keeps Postgres's programs: Debian leaves them out of the path. */
function postgresPrograms() {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(debian, version, "bin"))
    .find((bin) => existsSync(join(bin, "postgres")));
  return found ?? execFileSync("pg_config", ["--bindir"]).toString().trim();
}

/** Postgres refuses to run as root, so then it runs as the user that its package made. */
function postgresUser() {
  if (process.getuid?.() !== 0) return {};
  const id = (option) => Number(execFileSync("id", [option, "postgres"]).toString());
  return { uid: id("-u"), gid: id("-g") };
}

export async function startPostgres() {
  const programs = postgresPrograms();
  const user = postgresUser();
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  execFileSync(
    join(programs, "initdb"),
    ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"],
    { cwd: folder, stdio: "ignore", ...user },
  );
  const port = await freePort();
  const start = () =>
    launch(
      join(programs, "postgres"),
      ["-D", data, "-p", String(port), "-k", folder, "-h", "127.0.0.1", "-F"],
      "ready to accept connections",
      { cwd: folder, ...user },
    );
  let child = await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async start() {
      child = await start();
    },
    halt: () => finish(child, "SIGQUIT"),
    async stop() {
      await finish(child, "SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
