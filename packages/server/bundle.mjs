// Copies the browser builds of the client into client-dist/, from where the server serves them: a server that
// is installed alone has them too.
import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const from = fileURLToPath(new URL("../client/dist/", import.meta.url));
const to = fileURLToPath(new URL("./client-dist/", import.meta.url));

rmSync(to, { recursive: true, force: true });
mkdirSync(to);
for (const name of readdirSync(from)) {
  if (/^socket\.io\..*js(\.map)?$/.test(name)) copyFileSync(from + name, to + name);
}
