/**
 * What crosses the wire has no type until the application gives it one by an events map. Until then
 * listeners may use their arguments freely, as with socket.io: programs written for it compile unchanged.
 */
// biome-ignore lint/suspicious/noExplicitAny: the package's one `any`, for the reason above
export type Untyped = any;
