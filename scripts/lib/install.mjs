import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { must } from "./run.mjs";
import { digest, isStamped, stamp } from "./stamp.mjs";

/** Installs the packages of package-lock.json, unless they are the ones installed last. */
export async function ensureInstalled() {
  const wanted = digest([process.version, readFileSync(join(root, "package-lock.json"), "utf8")]);
  if (existsSync(join(root, "node_modules")) && isStamped("install", wanted)) return;
  console.log("Installing packages …");
  await must("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"]);
  stamp("install", wanted);
}
