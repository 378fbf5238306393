import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { Captures, type CapturesOptions } from "./captures/index.js";
import { ConnectionRegistry, type DriverOptions } from "./connections/index.js";
import type { CaptureStatus, ConnectionState, Playground, ViewChange, Welcome } from "./contract/index.js";
import { captureFileName, stateDirectory } from "./state-directory.js";
import { Timeline, type TimelineOptions } from "./timeline/index.js";
import { version } from "./version.js";

export interface WorkbenchOptions extends Partial<DriverOptions> {
  /** Where captures are kept; default: the person's state directory. */
  readonly stateDirectory?: string;
  /** The folder of the project that is worked on. */
  readonly project?: string;
  readonly playground?: Playground;
  readonly timeline?: Partial<Pick<TimelineOptions, "maxCaptureBytes" | "flushMs">>;
  readonly captures?: Partial<Pick<CapturesOptions, "maxBytesOnDisk">>;
}

/** Whoever is told what happens: the link to the pages. */
export interface Audience {
  tellConnection(state: ConnectionState): void;
  tellRemoved(id: string): void;
  tellStatus(status: CaptureStatus): void;
  tellChange(change: ViewChange): void;
}

/** The backend without its doors: connections, and the timeline that they write. */
export class Workbench {
  readonly timeline: Timeline;
  readonly captures: Captures;
  readonly connections: ConnectionRegistry;
  readonly #options: WorkbenchOptions;
  readonly #audience: { current: Audience | undefined };

  static async start(options: WorkbenchOptions = {}): Promise<Workbench> {
    const directory = join(options.stateDirectory ?? stateDirectory(), "captures");
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const audience: { current: Audience | undefined } = { current: undefined };
    let connections: ConnectionRegistry | undefined;
    let captures: Captures | undefined;
    const onChange = (change: ViewChange) => audience.current?.tellChange(change);
    const timeline = await Timeline.open({
      ...options.timeline,
      path: join(directory, captureFileName(new Date())),
      onChange,
      onStatus: (status) => {
        captures?.noteStatus(status);
        audience.current?.tellStatus(status);
      },
      onPressure: (isBehind) => (isBehind ? connections?.pause() : connections?.resume()),
    });
    captures = new Captures({ ...options.captures, directory, timeline, onChange });
    connections = new ConnectionRegistry({
      timeline,
      onChange: (state) => audience.current?.tellConnection(state),
      onRemoved: (id) => audience.current?.tellRemoved(id),
      ...(options.connectTimeoutMs !== undefined && { connectTimeoutMs: options.connectTimeoutMs }),
    });
    return new Workbench(options, timeline, captures, connections, audience);
  }

  private constructor(
    options: WorkbenchOptions,
    timeline: Timeline,
    captures: Captures,
    connections: ConnectionRegistry,
    audience: { current: Audience | undefined },
  ) {
    this.#options = options;
    this.timeline = timeline;
    this.captures = captures;
    this.connections = connections;
    this.#audience = audience;
  }

  attach(audience: Audience | undefined): void {
    this.#audience.current = audience;
  }

  welcome(): Welcome {
    const { project, playground } = this.#options;
    return {
      version,
      project: {
        name: project === undefined ? "" : basename(project),
        directory: project ?? "",
        tree: [],
        environments: [],
        variables: [],
        problems: [],
      },
      variables: [],
      playground,
      connections: this.connections.states,
      capture: this.timeline.status(),
    };
  }

  /** Ends all connections and writes what is left. */
  async close(): Promise<void> {
    this.connections.terminate();
    await this.timeline.close();
    await this.captures.close();
  }
}
