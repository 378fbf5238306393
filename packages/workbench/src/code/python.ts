import type { CodeCall, SocketIoMessage } from "../contract/index.js";
import { argumentOf, type Content, messageContent } from "./content.js";
import { endpointOf } from "./endpoint.js";
import { namespaceOf, queryOf, serverOf, versionOf } from "./engine.js";

/** With the package `websockets`. */
export function pythonWebSocket({ request, message }: CodeCall): string {
  const endpoint = endpointOf(request);
  const content = messageContent(message);
  const options = [
    endpoint.headers.length > 0 &&
      `additional_headers=${pythonLiteral(Object.fromEntries(endpoint.headers))}`,
    endpoint.subprotocols.length > 0 && `subprotocols=${pythonLiteral(endpoint.subprotocols)}`,
    endpoint.origin !== undefined && `origin=${pythonLiteral(endpoint.origin)}`,
    !endpoint.verifiesTls && "ssl=ssl._create_unverified_context()",
  ].filter((option) => option !== false);
  return lines(
    "import asyncio",
    content?.type === "base64" && "import base64",
    !endpoint.verifiesTls && "import ssl",
    "import websockets",
    "",
    "async def main():",
    endpoint.headers.length > 0 &&
      "    # Before release 14 of websockets the headers are called extra_headers.",
    `    async with websockets.connect(${[pythonLiteral(endpoint.url), ...options].join(", ")}) as socket:`,
    content && `        await socket.send(${pythonValue(content)})`,
    "        async for message in socket:",
    "            print(message)",
    "",
    "asyncio.run(main())",
  );
}

/** With the package `python-socketio`, of which release 4 speaks Socket.IO 2 and release 5 the later ones. */
export function pythonSocketIo(call: CodeCall): string {
  if (call.request.protocol !== "socket.io") return "";
  const { request, message } = call;
  const { url, headers, verifiesTls } = endpointOf(request);
  const event = message?.kind === "event" ? message : undefined;
  const namespace = event?.namespace ?? namespaceOf(url);
  const query = queryOf(url);
  const path = request.path?.replace(/^\//, "");
  const options = [
    headers.length > 0 && `headers=${pythonLiteral(Object.fromEntries(headers))}`,
    request.auth && `auth=${pythonJson(request.auth)}`,
    `namespaces=[${pythonLiteral(namespace)}]`,
    `transports=${pythonLiteral(request.transports ?? ["websocket"])}`,
    path && `socketio_path=${pythonLiteral(path)}`,
  ].filter((option) => typeof option === "string" && option !== "");
  const release = versionOf(request, call.version) === 2 ? "<5" : ">=5";
  return lines(
    `# pip install "python-socketio[asyncio_client]${release}"`,
    "import asyncio",
    event?.args.some((argument) => argumentOf(argument).type === "base64") === true && "import base64",
    "import socketio",
    "",
    `client = socketio.AsyncClient(${verifiesTls ? "" : "ssl_verify=False"})`,
    "",
    `@client.on("*", namespace=${pythonLiteral(namespace)})`,
    "async def heard(event, *args):",
    "    print(event, args)",
    "",
    "async def main():",
    `    await client.connect(${[pythonLiteral(serverOf(url) + (query === "" ? "" : `?${query}`)), ...options].join(", ")})`,
    event && `    ${emitCall(event, namespace)}`,
    "    await client.wait()",
    "",
    "asyncio.run(main())",
  );
}

/** Several arguments are a tuple; a list would be one argument. */
function emitCall(event: SocketIoMessage, namespace: string): string {
  const values = event.args.map((argument) => pythonValue(argumentOf(argument)));
  const data = values.length === 1 ? values[0] : `(${values.join(", ")})`;
  const args = [pythonLiteral(event.event), ...(values.length === 0 ? [] : [data])];
  args.push(`namespace=${pythonLiteral(namespace)}`);
  if (event.ackTimeoutMs === undefined) return `await client.emit(${args.join(", ")})`;
  return `print("ack", await client.call(${args.join(", ")}, timeout=${event.ackTimeoutMs / 1000}))`;
}

function pythonValue(content: Content): string {
  switch (content.type) {
    case "text":
      return pythonLiteral(content.text);
    case "json":
      return pythonJson(content.json);
    case "base64":
      return `base64.b64decode(${pythonLiteral(content.base64)})`;
    case "file":
      return `open(${pythonLiteral(content.path)}, "rb").read()`;
  }
}

/** JSON as Python writes it, numbers with all their digits. */
function pythonJson(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|\b(?:true|false|null)\b/g, (token) =>
    pythonLiteral(JSON.parse(token)),
  );
}

/** JSON strings are Python strings, but for a few escapes that mean the same in both. */
function pythonLiteral(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  if (typeof value === "object") {
    const members = Object.entries(value).map(
      ([name, inner]) => `${pythonLiteral(name)}: ${pythonLiteral(inner)}`,
    );
    return `{${members.join(", ")}}`;
  }
  return JSON.stringify(value);
}

function lines(...parts: readonly (string | false | undefined)[]): string {
  return `${parts.filter((part) => typeof part === "string").join("\n")}\n`;
}
