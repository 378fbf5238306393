import type { TransportClass } from "./transport.js";

const byName: Record<string, TransportClass | undefined> = Object.create(null);

/** Called by each entry of the package for the transports it comes with. */
export function useTransport(Class: TransportClass): void {
  byName[Class.transportName] = Class;
}

/** The classes for a list of names and classes; names of transports that are not here are passed over. */
export function transportClasses(list: readonly (string | TransportClass)[]): TransportClass[] {
  return list
    .map((one) => (typeof one === "string" ? byName[one] : one))
    .filter((Class) => Class !== undefined);
}
