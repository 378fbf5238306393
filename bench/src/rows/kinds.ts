import type { Row } from "../harness/row.js";
import { measureIdleMemory, measureRate, measureStorm } from "../load/measure.js";
import { type Family, families, type Heading, heading, payload } from "./families.js";

export function echo(family: Family, window: number, size: number, head: Heading): Row {
  const { file } = families[family];
  return {
    ...heading(family, "msg/s", head),
    measure: (module, timing) =>
      measureRate(
        { file, module, work: "echo" },
        { mode: "echo", connections: 100, window, ...payload(family, size), ...timing },
      ),
  };
}

export function broadcast(family: Family, window: number, size: number, head: Heading): Row {
  const { file } = families[family];
  return {
    ...heading(family, "deliveries/s", head),
    measure: (module, timing) =>
      measureRate(
        { file, module, work: "broadcast" },
        { mode: "broadcast", connections: 1000, window, ...payload(family, size), ...timing },
      ),
  };
}

export function handshakes(family: Family, head: Heading): Row {
  const { file, socketIo } = families[family];
  return {
    ...heading(family, "handshakes/s", head),
    measure: (module, timing) =>
      measureRate(
        { file, module, work: "echo" },
        { mode: "handshake", connections: 50, socketIo, ...timing },
      ),
  };
}

/** 10,000 clients lose their connections and come back at once. */
export function storm(family: Family, head: Heading): Row {
  const { file, socketIo } = families[family];
  return {
    ...heading(family, "connections/s", head),
    measure: (module, { nodeOptions }) =>
      measureStorm(
        { file, module, work: "echo" },
        { connections: 10_000, socketIo, ...(nodeOptions && { nodeOptions }) },
      ),
  };
}

export function idle(family: Family, head: Heading): Row {
  const { file, socketIo } = families[family];
  return {
    ...heading(family, "bytes", head),
    measure: (module, { nodeOptions }) =>
      measureIdleMemory(
        { file, module, work: "echo" },
        { connections: 10_000, socketIo, ...(nodeOptions && { nodeOptions }) },
      ),
  };
}
