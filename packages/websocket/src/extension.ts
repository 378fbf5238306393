import { type Extension, formatExtensions, HandshakeError, parseExtensions } from "@signalbox/wire/websocket";

/** Parameters of one extension: each name with its values in order, `true` for one without a value. */
export type ExtensionParameters = Record<string, (string | true)[]>;
/** Offers by the name of the extension, in order. */
export type ExtensionOffers = Record<string, ExtensionParameters[]>;

/** Reads a Sec-WebSocket-Extensions header. @throws SyntaxError */
export function parse(header: string): ExtensionOffers {
  const offers: ExtensionOffers = Object.create(null);
  for (const { name, parameters } of read(header)) {
    const values: ExtensionParameters = Object.create(null);
    for (const { name: key, value = true } of parameters) values[key] = [...(values[key] ?? []), value];
    offers[name] = [...(offers[name] ?? []), values];
  }
  return offers;
}

/** Writes a Sec-WebSocket-Extensions header. */
export function format(
  offers: Readonly<
    Record<string, Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[]>
  >,
): string {
  const extensions: Extension[] = [];
  for (const [name, given] of Object.entries(offers)) {
    for (const parameters of Array.isArray(given) ? given : [given]) {
      extensions.push({
        name,
        parameters: Object.entries(parameters).flatMap(([key, values]) =>
          (Array.isArray(values) ? values : [values]).map((value) =>
            value === true ? { name: key } : { name: key, value: String(value) },
          ),
        ),
      });
    }
  }
  return formatExtensions(extensions);
}

function read(header: string): Extension[] {
  try {
    return parseExtensions(header);
  } catch (cause) {
    if (!(cause instanceof HandshakeError)) throw cause;
    throw new SyntaxError(cause.message, { cause });
  }
}
