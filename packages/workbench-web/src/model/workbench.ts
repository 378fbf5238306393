import type { SavedRequest } from "signalbox/contract";
import type { Backend } from "./backend.js";
import { CaptureFiles } from "./captures/captureFiles.js";
import { CaptureMonitor } from "./captures/captureMonitor.js";
import type { ComposerDraft } from "./composer/composer.js";
import { Connections } from "./connections/connections.js";
import { PlaygroundDoor } from "./connections/playground.js";
import { Resend } from "./connections/resend.js";
import { Copies } from "./detail/copies.js";
import { Exchange } from "./exchange/exchange.js";
import { Faults } from "./faults.js";
import { Lesson } from "./lesson/lesson.js";
import { Notices } from "./notices.js";
import { RequestFiles } from "./project/files.js";
import { Project } from "./project/project.js";
import { changeRequest, type RequestChange } from "./request/request.js";
import { Scenarios } from "./scenarios/scenarios.js";
import { Session } from "./session.js";
import type { KeyValueStore } from "./storage.js";
import { OpenTabs } from "./tabs/openTabs.js";
import { Timelines } from "./timeline/timelines.js";
import { Environments } from "./variables/environments.js";
import { Variables } from "./variables/variables.js";

/** Everything the page knows, and everything a person can make it do, one part an idea. No React here. */
export class Workbench {
  readonly session = new Session();
  readonly faults = new Faults();
  readonly notices = new Notices();
  readonly tabs: OpenTabs;
  readonly connections: Connections;
  readonly resend: Resend;
  readonly playground: PlaygroundDoor;
  readonly project: Project;
  readonly files: RequestFiles;
  readonly environments: Environments;
  readonly variables: Variables;
  readonly timelines: Timelines;
  readonly copies: Copies;
  readonly capture: CaptureMonitor;
  readonly captures: CaptureFiles;
  readonly exchange: Exchange;
  readonly scenarios: Scenarios;
  readonly lesson: Lesson;

  constructor(backend: Backend, store: KeyValueStore) {
    this.tabs = new OpenTabs(store);
    this.connections = new Connections(backend, this.tabs, this.faults);
    this.resend = new Resend(this.tabs, this.connections);
    this.playground = new PlaygroundDoor(this.session, this.tabs, this.connections);
    this.project = new Project(backend, this.notices);
    this.files = new RequestFiles(backend, this.tabs, this.project, this.notices);
    this.environments = new Environments(backend);
    this.variables = new Variables(backend);
    this.timelines = new Timelines(backend, this.tabs, store);
    this.copies = new Copies(backend);
    this.capture = new CaptureMonitor(backend);
    this.captures = new CaptureFiles(backend, this.tabs);
    this.exchange = new Exchange(backend);
    this.scenarios = new Scenarios(backend, this.tabs, this.timelines);
    this.lesson = new Lesson(backend, store, this.tabs, this.connections, this.playground);
    backend.onWelcome((welcome) => {
      this.session.welcome(welcome);
      this.connections.welcome(welcome.connections);
      this.capture.status.set(welcome.capture);
      this.tabs.reconcile(welcome.connections);
      this.variables.all.set(welcome.variables);
      this.project.state.set(welcome.project);
      this.timelines.rewatch();
    });
    backend.onLost((phase) => this.session.phase.set(phase));
  }

  /** Changes what a tab's file will hold. */
  edit(tabId: string, change: (draft: SavedRequest) => SavedRequest): void {
    this.tabs.change(tabId, (tab) => ({ ...tab, draft: change(tab.draft) }));
  }

  editRequest(tabId: string, change: RequestChange): void {
    this.faults.clear(tabId);
    this.edit(tabId, (draft) => ({ ...draft, request: changeRequest(draft.request, change) }));
  }

  editComposer(tabId: string, change: (draft: ComposerDraft) => ComposerDraft): void {
    this.faults.clear(tabId, "send");
    this.tabs.change(tabId, (tab) => ({ ...tab, composer: change(tab.composer) }));
  }

  closeTab(id: string): void {
    const tab = this.tabs.findRequest(id);
    this.tabs.close(id);
    this.faults.clear(id);
    if (tab !== undefined) void this.connections.remove(tab);
  }
}
