import type { ScenarioFile } from "../format.js";
import type { YamlSource } from "./yaml-source.js";

/** A scenario that was read and checked. */
export interface Scenario {
  /** As it was named; the path reports show. */
  readonly file: string;
  readonly directory: string;
  readonly content: ScenarioFile;
  readonly source: YamlSource;
  /** The rows it is run with; undefined: it is run once. */
  readonly rows: readonly Readonly<Record<string, unknown>>[] | undefined;
}
