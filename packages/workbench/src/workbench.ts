import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Captures, type CapturesOptions } from "./captures/index.js";
import { ConnectionRegistry } from "./connections/index.js";
import type {
  CaptureStatus,
  ConnectionState,
  Playground,
  ProjectState,
  VariableInfo,
  ViewChange,
  Welcome,
} from "./contract/index.js";
import { Project } from "./project/index.js";
import { captureFileName, stateDirectory } from "./state-directory.js";
import { Timeline, type TimelineOptions } from "./timeline/index.js";
import { type Scope, SessionVariables, scopeOf, variableInfos } from "./variables/index.js";
import { version } from "./version.js";

export interface WorkbenchOptions {
  /** Where captures are kept; default: the person's state directory. */
  readonly stateDirectory?: string;
  /** The folder of the project that is worked on; default: the working directory. */
  readonly project?: string;
  /** Milliseconds until an attempt to connect is given up, for requests that do not say; default 10,000. */
  readonly connectTimeoutMs?: number;
  readonly playground?: Playground;
  readonly timeline?: Partial<Pick<TimelineOptions, "maxCaptureBytes" | "flushMs">>;
  readonly captures?: Partial<Pick<CapturesOptions, "maxBytesOnDisk">>;
}

/** Whoever is told what happens: the link to the pages. */
export interface Audience {
  tellConnection(state: ConnectionState): void;
  tellRemoved(id: string): void;
  tellProject(state: ProjectState): void;
  tellVariables(variables: readonly VariableInfo[]): void;
  tellStatus(status: CaptureStatus): void;
  tellChange(change: ViewChange): void;
}

/** The backend without its doors: a project, connections, and the timeline that they write. */
export class Workbench {
  readonly project: Project;
  readonly session: SessionVariables;
  readonly timeline: Timeline;
  readonly captures: Captures;
  readonly connections: ConnectionRegistry;
  readonly #playground: Playground | undefined;
  #audience: Audience | undefined;
  #scope: Scope | undefined;

  static async start(options: WorkbenchOptions = {}): Promise<Workbench> {
    const state = options.stateDirectory ?? stateDirectory();
    const directory = join(state, "captures");
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // What is made here tells the workbench, which is made of it.
    const made: { workbench?: Workbench } = {};
    const onChange = (change: ViewChange) => made.workbench?.audience?.tellChange(change);
    const project = await Project.open({
      directory: options.project ?? process.cwd(),
      stateDirectory: state,
      onChange: (changed) => {
        made.workbench?.variablesChanged();
        made.workbench?.audience?.tellProject(changed.state);
      },
    });
    const timeline = await Timeline.open({
      ...options.timeline,
      path: join(directory, captureFileName(new Date())),
      onChange,
      onStatus: (status) => {
        made.workbench?.captures.noteStatus(status);
        made.workbench?.audience?.tellStatus(status);
      },
      onPressure: (isBehind) => {
        if (isBehind) made.workbench?.connections.pause();
        else made.workbench?.connections.resume();
      },
    });
    const captures = new Captures({ ...options.captures, directory, timeline, onChange });
    made.workbench = new Workbench(options, project, timeline, captures);
    return made.workbench;
  }

  private constructor(options: WorkbenchOptions, project: Project, timeline: Timeline, captures: Captures) {
    this.project = project;
    this.timeline = timeline;
    this.captures = captures;
    this.#playground = options.playground;
    this.session = new SessionVariables(() => this.variablesChanged());
    this.connections = new ConnectionRegistry({
      timeline,
      scope: () => this.scope,
      readFile: (path) => project.readFile(path),
      store: (variable, value) => this.session.set(variable, value),
      onChange: (state) => this.#audience?.tellConnection(state),
      onRemoved: (id) => this.#audience?.tellRemoved(id),
      ...(options.connectTimeoutMs !== undefined && { connectTimeoutMs: options.connectTimeoutMs }),
    });
  }

  get audience(): Audience | undefined {
    return this.#audience;
  }

  attach(audience: Audience | undefined): void {
    this.#audience = audience;
  }

  /** What variables mean now. */
  get scope(): Scope {
    this.#scope ??= scopeOf(this.session.variables, ...this.project.variables);
    return this.#scope;
  }

  variablesChanged(): void {
    this.#scope = undefined;
    this.#audience?.tellVariables(variableInfos(this.scope));
  }

  welcome(): Welcome {
    return {
      version,
      project: this.project.state,
      variables: variableInfos(this.scope),
      playground: this.#playground,
      connections: this.connections.states,
      capture: this.timeline.status(),
    };
  }

  /** Ends all connections and writes what is left. */
  async close(): Promise<void> {
    this.connections.terminate();
    await this.project.close();
    await this.timeline.close();
    await this.captures.close();
  }
}
