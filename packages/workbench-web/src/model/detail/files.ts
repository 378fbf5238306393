import type { DetailPart, Row } from "signalbox/contract";

const ENDINGS: Readonly<Record<DetailPart["format"], string>> = {
  json: "json",
  text: "txt",
  xml: "xml",
  html: "html",
  msgpack: "msgpack",
  binary: "bin",
};

/** `signalbox-42.json`, and for an argument of an event `signalbox-42-join-0.json`. */
export function fileName(row: Row, part: DetailPart, index: number): string {
  const event = (row.event ?? "").replace(/[^\p{L}\p{N}_-]+/gu, "_").slice(0, 40);
  const argument = row.kind === "event" || row.kind === "ack" ? `-${event}-${index}` : "";
  return `signalbox-${row.seq}${argument}.${ENDINGS[part.format]}`;
}

/** What a file of this part holds: the bytes or text as they came. */
export function fileContent(part: DetailPart): Blob {
  return part.bytes
    ? new Blob([part.bytes.slice()])
    : new Blob([part.text], { type: "text/plain;charset=utf-8" });
}
