import type { SavedRequest } from "../../contract/index.js";
import type { Collection, WriteOptions, Written } from "../collection.js";
import { Losses } from "../losses.js";
import { isEnabled, isSocketIo, loseSettings } from "../request-parts.js";
import { variablesWithoutSecrets, withoutSecrets } from "../secrets.js";

/** A `.http` file of `WEBSOCKET` requests. The format knows no Socket.IO and no binary messages. */
export function writeHttpFile(collection: Collection, options: WriteOptions): Written {
  const losses = new Losses();
  for (const { name } of collection.environments) losses.add(name, "environmentFile");
  losses.addIf(collection.description, collection.name, "collectionDescription");
  const variables = variablesWithoutSecrets(collection.variables, losses, options);
  const parts = collection.requests.flatMap(({ folders, saved }) => {
    losses.addIf(folders, saved.name, "folder");
    return writeRequest(saved, losses, options);
  });
  const head = variables.map(({ name, value }) => `@${name} = ${value}`);
  const text = [...(head.length > 0 ? [head.join("\n")] : []), ...parts].join("\n\n");
  return { files: [{ path: `${collection.name}.http`, text: `${text}\n` }], losses: losses.list };
}

function writeRequest(saved: SavedRequest, losses: Losses, options: WriteOptions): readonly string[] {
  const { name } = saved;
  const request = withoutSecrets(saved.request, name, losses, options);
  if (isSocketIo(request)) {
    losses.add(name, "noSocketIo");
    return [];
  }
  loseSettings(request, name, losses, ["subprotocols", "authorization", "cookies", "origin"]);
  losses.addIf(saved.reactions, name, "reactions");
  losses.addIf(saved.status ?? saved.tags ?? saved.owner, name, "organisation");
  const { headers = [], cookies = [], authorization, origin, subprotocols = [] } = request;
  if ([...headers, ...cookies].some((row) => !isEnabled(row))) {
    losses.add(name, "disabledRows");
  }
  const cookie = cookies
    .filter(isEnabled)
    .map((row) => `${row.name}=${row.value}`)
    .join("; ");
  const lines = [
    `### ${name}`,
    ...(saved.description === undefined ? [] : saved.description.split("\n").map((line) => `# ${line}`)),
    `WEBSOCKET ${request.url}`,
    ...headers.filter(isEnabled).map((row) => `${row.name}: ${row.value}`),
    ...(authorization?.type === "bearer" ? [`Authorization: Bearer ${authorization.token}`] : []),
    ...(authorization?.type === "basic"
      ? [`Authorization: Basic ${authorization.username} ${authorization.password}`]
      : []),
    ...(cookie === "" ? [] : [`Cookie: ${cookie}`]),
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ...(subprotocols.length > 0 ? [`Sec-WebSocket-Protocol: ${subprotocols.join(", ")}`] : []),
  ];
  const bodies = saved.messages.flatMap((one) => {
    const { message } = one;
    const where = `${name}: ${one.name}`;
    losses.addIf(one.description, where, "messageDescription");
    switch (message.kind) {
      case "text":
      case "json":
      case "xml":
      case "html":
        return [message.body];
      default:
        losses.add(where, "messageKind", { kind: message.kind });
        return [];
    }
  });
  if (saved.messages.length > 0) losses.add(name, "messageNames");
  return [`${lines.join("\n")}${bodies.length > 0 ? `\n\n${bodies.join("\n===\n")}` : ""}`];
}
