import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, startProgram } from "./program.mjs";

/**
 * nginx before the nodes. Who begins goes to any node; whose session a node has goes to that node again,
 * by the first letter of the session's id, which the nodes set (node.mjs). So long polling works as well.
 *
 * @param port 0 takes one that is free
 */
export async function startNginx(port, nodes) {
  const chosen = port === 0 ? await freePort() : port;
  const folder = mkdtempSync(join(tmpdir(), "cluster-chat-"));
  // Started by root, nginx works as another user, who has to reach its files.
  chmodSync(folder, 0o755);
  const file = join(folder, "nginx.conf");
  writeFileSync(file, configuration(chosen, nodes));
  const args = ["-p", folder, "-c", file, "-e", "stderr"];
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const program = await startProgram("nginx", args, chosen, "nginx-light").catch((error) => {
    remove();
    throw error;
  });
  return {
    url: `http://localhost:${chosen}`,
    async stop() {
      await program.stop();
      remove();
    },
  };
}

function configuration(port, nodes) {
  const server = ({ port }) => `server 127.0.0.1:${port} max_fails=1 fail_timeout=2s;`;
  return `
daemon off;
pid nginx.pid;
error_log stderr error;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;

  map $arg_sid $node {
    ${nodes.map(({ name }) => `~^${name} node_${name};`).join("\n    ")}
    default any_node;
  }
  map $http_upgrade $connection_header {
    default upgrade;
    "" "";
  }
  ${nodes.map((node) => `upstream node_${node.name} { ${server(node)} }`).join("\n  ")}
  upstream any_node {
    ${nodes.map(server).join("\n    ")}
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://$node;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_header;
      # Longer than the pause between two pings.
      proxy_read_timeout 60s;
    }
  }
}
`;
}
