import type { Backend } from "./backend.js";
import { CaptureMonitor } from "./captureMonitor.js";
import type { ComposerDraft } from "./composer.js";
import { Connections } from "./connections.js";
import { Faults } from "./faults.js";
import { OpenTabs } from "./openTabs.js";
import { PlaygroundDoor } from "./playground.js";
import { Project } from "./project/project.js";
import type { RequestDraft } from "./request.js";
import { Session } from "./session.js";
import type { KeyValueStore } from "./storage.js";
import { Timelines } from "./timelines.js";

/** Everything the page knows, and everything a person can make it do, one part an idea. No React here. */
export class Workbench {
  readonly session = new Session();
  readonly faults = new Faults();
  readonly tabs: OpenTabs;
  readonly connections: Connections;
  readonly playground: PlaygroundDoor;
  readonly project: Project;
  readonly timelines: Timelines;
  readonly capture: CaptureMonitor;

  constructor(backend: Backend, store: KeyValueStore) {
    this.tabs = new OpenTabs(store);
    this.connections = new Connections(backend, this.tabs, this.faults);
    this.playground = new PlaygroundDoor(this.session, this.tabs, this.connections);
    this.project = new Project(backend);
    this.timelines = new Timelines(backend, this.tabs);
    this.capture = new CaptureMonitor(backend);
    backend.onWelcome((welcome) => {
      this.session.welcome(welcome);
      this.project.state.set(welcome.project);
      this.connections.welcome(welcome.connections);
      this.capture.status.set(welcome.capture);
      this.tabs.reconcile(welcome.connections);
      this.timelines.rewatch();
    });
    backend.onLost((phase) => this.session.phase.set(phase));
  }

  editRequest(tabId: string, change: Partial<RequestDraft>): void {
    this.faults.clear(tabId);
    this.tabs.changeRequest(tabId, change);
  }

  editComposer(tabId: string, change: (draft: ComposerDraft) => ComposerDraft): void {
    this.faults.clear(tabId, "send");
    this.tabs.changeComposer(tabId, change);
  }

  closeTab(id: string): void {
    const tab = this.tabs.findRequest(id);
    this.tabs.close(id);
    this.faults.clear(id);
    if (tab !== undefined) void this.connections.remove(tab);
  }
}
