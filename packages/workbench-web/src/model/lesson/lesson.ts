import type { Backend } from "../backend.js";
import type { Connections } from "../connections/connections.js";
import type { PlaygroundDoor, PlaygroundKind } from "../connections/playground.js";
import { Observable } from "../observable.js";
import { type KeyValueStore, readStored, writeStored } from "../storage.js";
import type { OpenTabs } from "../tabs/openTabs.js";
import type { RequestTab } from "../tabs/tabs.js";
import type { TimelineView } from "../timeline/timelineView.js";
import { LESSONS, type Step } from "./steps.js";

const KEY = "lesson.skipped";

/** The first lesson: what is seen on the playground's connections, one thing after the other, until it is skipped. */
export class Lesson {
  readonly isSkipped: Observable<boolean>;
  /** How far each of the playground's connections has got. */
  readonly places = new Observable<Readonly<Record<PlaygroundKind, number>>>({ echo: 0, chat: 0 });
  readonly #backend: Backend;
  readonly #tabs: OpenTabs;
  readonly #connections: Connections;
  readonly #playground: PlaygroundDoor;
  #looks = 0;

  constructor(
    backend: Backend,
    store: KeyValueStore,
    tabs: OpenTabs,
    connections: Connections,
    playground: PlaygroundDoor,
  ) {
    this.#backend = backend;
    this.#tabs = tabs;
    this.#connections = connections;
    this.#playground = playground;
    this.isSkipped = new Observable(readStored(store, KEY, isBoolean) ?? false);
    this.isSkipped.subscribe(() => writeStored(store, KEY, this.isSkipped.get()));
  }

  stepsOf(tab: RequestTab): readonly Step[] {
    const kind = this.#playground.kindOf(tab);
    return kind === undefined ? [] : LESSONS[kind];
  }

  go(kind: PlaygroundKind, place: number): void {
    this.places.update((places) => ({ ...places, [kind]: place }));
  }

  skip(): void {
    this.isSkipped.set(true);
  }

  begin(): void {
    this.places.set({ echo: 0, chat: 0 });
    this.isSkipped.set(false);
  }

  /** Opens the row that a step is about, the first of its kind. */
  async show(step: Step, view: TimelineView): Promise<void> {
    const { connectionIds } = view;
    if (step.row === undefined || connectionIds === undefined) return;
    if (step.row.protocolLayer && !view.choices.get().protocolLayer) view.setChoices({ protocolLayer: true });
    const viewId = `${view.name}-lesson-${++this.#looks}`;
    const filter = { ...step.row, connectionIds };
    const watched = await this.#backend.call("timeline:watch", { viewId, filter });
    const rows = watched.ok
      ? await this.#backend.call("timeline:rows", { viewId, from: 0, count: 1 })
      : watched;
    void this.#backend.call("timeline:unwatch", { viewId });
    const row = rows.ok && Array.isArray(rows.value) ? rows.value[0] : undefined;
    if (row) await view.openSeq(row.seq);
  }

  /** A plain WebSocket at the chat server's door, to see what becomes of it. */
  async tryPlainClient(): Promise<void> {
    const url = this.#playground.urlOf("chat");
    if (url === undefined) return;
    const tab = this.#tabs.openRequest("websocket", url.replace(/^http/, "ws"));
    await this.#connections.connect(tab.id);
  }
}

const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
