import { STATUS_CODES } from "node:http";
import type { ExchangeRecord } from "@signalbox/wire";

/** A polling request as HTTP would write it. */
export function exchangeRequest(record: ExchangeRecord): string | Buffer {
  return head(`${record.method} ${record.url} HTTP/1.1`, record.requestHeaders, record.requestBody);
}

/** The answer to it; undefined when none came. */
export function exchangeAnswer(record: ExchangeRecord): string | Buffer | undefined {
  if (record.status === undefined) return undefined;
  const line = `HTTP/1.1 ${record.status} ${STATUS_CODES[record.status] ?? ""}`;
  return head(line, record.responseHeaders, record.responseBody);
}

function head(
  line: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = "",
): string | Buffer {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const text = `${[line, ...fields].join("\r\n")}\r\n\r\n`;
  return typeof body === "string" ? text + body : Buffer.concat([Buffer.from(text), body]);
}
