import type { CorsOptions, CorsOptionsDelegate } from "cors";
import type { NodeServer } from "./engine/options.js";

export interface ClientFilesOptions {
  readonly path: string;
  readonly cors: CorsOptions | CorsOptionsDelegate | undefined;
}

export function serveClientFiles(_server: NodeServer, _options: ClientFilesOptions): void {}
