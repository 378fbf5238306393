export function listenForOrders(
  orders: Record<string, (args: Record<string, unknown>) => unknown>,
): Promise<number>;
/** Bytes from `{ $bytes: base64 }`. */
export function revive(value: unknown): unknown;
/** The other way round. */
export function prepare(value: unknown): unknown;
