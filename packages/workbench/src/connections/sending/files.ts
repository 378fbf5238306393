import type { EventArgument, OutgoingMessage, Result } from "../../contract/index.js";
import { refused } from "../../result.js";
import type { FileReader } from "../network/tls-files.js";
import { problems } from "../problems/index.js";

type Body = Pick<EventArgument, "body" | "encoding">;

/** Whether files must be read before it can be sent. */
export function namesFiles(message: OutgoingMessage): boolean {
  if ("args" in message) return message.args.some(isFile);
  return "body" in message && isFile(message);
}

/** The same message with the contents of the files that it names in the place of their paths. */
export async function withFiles(
  message: OutgoingMessage,
  read: FileReader,
): Promise<Result<OutgoingMessage>> {
  const inlined = async <T extends Body>(body: T): Promise<T> => {
    if (!isFile(body)) return body;
    try {
      const bytes = await read(body.body);
      return { ...body, body: Buffer.from(bytes).toString("base64"), encoding: "base64" };
    } catch (error) {
      throw new FileFault(body.body, error);
    }
  };
  try {
    if ("args" in message) {
      return { ok: true, value: { ...message, args: await Promise.all(message.args.map(inlined)) } };
    }
    return { ok: true, value: "body" in message ? await inlined(message) : message };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return refused(problems.fileUnreadable(error.path, error.message));
  }
}

function isFile({ encoding }: Body): boolean {
  return encoding === "file";
}

class FileFault extends Error {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.path = path;
  }
}
