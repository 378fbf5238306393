import type { CodeCall } from "../contract/index.js";
import { type Content, messageContent } from "./content.js";
import { type Endpoint, endpointOf } from "./endpoint.js";
import { handshakeUrl, packetTexts } from "./engine.js";

export function wscat(call: CodeCall): string {
  const endpoint = endpointOf(call.request);
  const words = ["wscat", "--connect", quote(urlOf(call, endpoint))];
  for (const [name, value] of endpoint.headers) words.push("--header", quote(`${name}: ${value}`));
  for (const subprotocol of endpoint.subprotocols) words.push("--subprotocol", quote(subprotocol));
  if (endpoint.origin !== undefined) words.push("--origin", quote(endpoint.origin));
  if (!endpoint.verifiesTls) words.push("--no-check");
  if (call.request.protocol === "socket.io") {
    return [
      words.join(" "),
      "# then type, one line each:",
      ...packetTexts(call).map((line) => `# ${line}`),
    ].join("\n");
  }
  const content = messageContent(call.message);
  if (content?.type === "text") words.push("--execute", quote(content.text));
  const note = content && content.type !== "text" ? "\n# wscat sends text alone; for bytes use websocat" : "";
  return words.join(" ") + note;
}

export function websocat(call: CodeCall): string {
  const endpoint = endpointOf(call.request);
  const words: string[] = [];
  for (const [name, value] of endpoint.headers) words.push(`--header=${quote(`${name}: ${value}`)}`);
  if (endpoint.subprotocols.length > 0) words.push(`--protocol=${quote(endpoint.subprotocols.join(", "))}`);
  if (endpoint.origin !== undefined) words.push(`--origin=${quote(endpoint.origin)}`);
  if (!endpoint.verifiesTls) words.push("--insecure");
  const { feed, flags } = call.request.protocol === "socket.io" ? packetFeed(call) : messageFeed(call);
  const command = ["websocat", ...flags, ...words, quote(urlOf(call, endpoint))].join(" ");
  return feed === "" ? command : `${feed} | ${command}`;
}

interface Feed {
  readonly feed: string;
  readonly flags: readonly string[];
}

/** Zero bytes end messages, so that a text of several lines stays one. */
const zeroTerminated = ["--no-close", "--null-terminated"];

function packetFeed(call: CodeCall): Feed {
  return { feed: `printf '%s\\0' ${packetTexts(call).map(quote).join(" ")}`, flags: zeroTerminated };
}

function messageFeed({ message }: CodeCall): Feed {
  const content = messageContent(message);
  if (!content) return { feed: "", flags: [] };
  if (content.type === "text")
    return { feed: `printf '%s\\0' ${quote(content.text)}`, flags: zeroTerminated };
  return { feed: bytesFeed(content), flags: ["--no-close", "--binary"] };
}

function bytesFeed(content: Content): string {
  if (content.type === "file") return `cat ${quote(content.path)}`;
  return content.type === "base64" ? `echo ${quote(content.base64)} | base64 --decode` : "";
}

function urlOf(call: CodeCall, endpoint: Endpoint): string {
  return call.request.protocol === "socket.io" ? handshakeUrl(call.request, call.version) : endpoint.url;
}

/** For a POSIX shell. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
