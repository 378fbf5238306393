import type { RowKind, TimelineFilter } from "signalbox/contract";

/** Which rows of a timeline a person wants to see. */
export interface TimelineChoices {
  readonly sent: boolean;
  readonly received: boolean;
  readonly protocolLayer: boolean;
  readonly search: string;
  /** The search leaves out rows that do not match; otherwise it goes from one match to the next. */
  readonly onlyMatches: boolean;
  /** Empty: all. The same for events, namespaces and connections. */
  readonly kinds: readonly RowKind[];
  readonly events: readonly string[];
  readonly mutedEvents: readonly string[];
  /** Of received events only these; undefined: all. */
  readonly listenedEvents: readonly string[] | undefined;
  readonly namespaces: readonly string[];
  readonly connections: readonly string[];
  /** Bytes. */
  readonly minSize: number | undefined;
  readonly maxSize: number | undefined;
  readonly marked: boolean;
}

export const ALL_CHOICES: TimelineChoices = {
  sent: true,
  received: true,
  protocolLayer: false,
  search: "",
  onlyMatches: true,
  kinds: [],
  events: [],
  mutedEvents: [],
  listenedEvents: undefined,
  namespaces: [],
  connections: [],
  minSize: undefined,
  maxSize: undefined,
  marked: false,
};

/** The filter of the list itself. */
export function toFilter(
  choices: TimelineChoices,
  connectionIds: readonly string[] | undefined,
): TimelineFilter {
  const filter = withoutSearch(choices, connectionIds);
  return choices.search === "" || !choices.onlyMatches ? filter : { ...filter, search: choices.search };
}

/** The rows that a search goes through, where the list shows all of them. */
export function toFindFilter(
  choices: TimelineChoices,
  connectionIds: readonly string[] | undefined,
): TimelineFilter | undefined {
  if (choices.search === "" || choices.onlyMatches) return undefined;
  return { ...withoutSearch(choices, connectionIds), search: choices.search };
}

function withoutSearch(
  choices: TimelineChoices,
  connectionIds: readonly string[] | undefined,
): TimelineFilter {
  const { sent, received, kinds, events, mutedEvents, listenedEvents, namespaces, connections } = choices;
  const directions = [
    "none" as const,
    ...(sent ? (["sent"] as const) : []),
    ...(received ? (["received"] as const) : []),
  ];
  const wanted = connections.length > 0 ? connections : connectionIds;
  return {
    ...(wanted && { connectionIds: wanted }),
    ...((!sent || !received) && { directions }),
    ...(choices.protocolLayer && { protocolLayer: true }),
    ...(kinds.length > 0 && { kinds }),
    ...(events.length > 0 && { events }),
    ...(mutedEvents.length > 0 && { mutedEvents }),
    ...(listenedEvents && { listenedEvents }),
    ...(namespaces.length > 0 && { namespaces }),
    ...(choices.minSize !== undefined && { minSize: choices.minSize }),
    ...(choices.maxSize !== undefined && { maxSize: choices.maxSize }),
    ...(choices.marked && { marked: true }),
  };
}

/** One thing that narrows the list down, beside the chips and the search that are always in sight. */
export type Narrowing =
  | { readonly by: "kind"; readonly value: RowKind }
  | { readonly by: "event" | "mute" | "namespace" | "connection"; readonly value: string }
  | { readonly by: "minSize" | "maxSize"; readonly value: number }
  | { readonly by: "marked" };

export function narrowings(choices: TimelineChoices): readonly Narrowing[] {
  return [
    ...choices.connections.map((value) => ({ by: "connection", value }) as const),
    ...choices.kinds.map((value) => ({ by: "kind", value }) as const),
    ...choices.events.map((value) => ({ by: "event", value }) as const),
    ...choices.mutedEvents.map((value) => ({ by: "mute", value }) as const),
    ...choices.namespaces.map((value) => ({ by: "namespace", value }) as const),
    ...(choices.minSize === undefined ? [] : [{ by: "minSize", value: choices.minSize } as const]),
    ...(choices.maxSize === undefined ? [] : [{ by: "maxSize", value: choices.maxSize } as const]),
    ...(choices.marked ? [{ by: "marked" } as const] : []),
  ];
}

/** The change that takes one of them back. */
export function withoutNarrowing(choices: TimelineChoices, narrowing: Narrowing): Partial<TimelineChoices> {
  switch (narrowing.by) {
    case "kind":
      return { kinds: without(choices.kinds, narrowing.value) };
    case "event":
      return { events: without(choices.events, narrowing.value) };
    case "mute":
      return { mutedEvents: without(choices.mutedEvents, narrowing.value) };
    case "namespace":
      return { namespaces: without(choices.namespaces, narrowing.value) };
    case "connection":
      return { connections: without(choices.connections, narrowing.value) };
    case "minSize":
      return { minSize: undefined };
    case "maxSize":
      return { maxSize: undefined };
    case "marked":
      return { marked: false };
  }
}

export const NO_NARROWING: Partial<TimelineChoices> = {
  kinds: [],
  events: [],
  mutedEvents: [],
  namespaces: [],
  connections: [],
  minSize: undefined,
  maxSize: undefined,
  marked: false,
};

/** A list with a value put in or taken out. */
export function toggled<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? without(list, value) : [...list, value];
}

function without<T>(list: readonly T[], value: T): readonly T[] {
  return list.filter((one) => one !== value);
}
