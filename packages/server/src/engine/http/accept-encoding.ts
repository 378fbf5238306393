/** The first of our codings that an Accept-Encoding header allows (RFC 9110 section 12.5.3). */
export function preferredCoding<T extends string>(
  header: string | undefined,
  ours: readonly T[],
): T | undefined {
  if (header === undefined) return undefined;
  const accepted = new Map<string, number>();
  for (const part of header.toLowerCase().split(",")) {
    const [coding = "", ...parameters] = part.split(";").map((piece) => piece.trim());
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    accepted.set(coding, quality === undefined ? 1 : Number(quality.slice(2)));
  }
  return ours.find((coding) => (accepted.get(coding) ?? accepted.get("*") ?? 0) > 0);
}
