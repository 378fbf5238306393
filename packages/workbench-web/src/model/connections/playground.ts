import { withBodyText } from "../composer/body.js";
import type { ComposerDraft } from "../composer/composer.js";
import type { Session } from "../session.js";
import type { OpenTabs } from "../tabs/openTabs.js";
import type { RequestTab } from "../tabs/tabs.js";
import type { Connections } from "./connections.js";

export type PlaygroundKind = "echo" | "chat";

/** The servers that start with the workbench, one click away. */
export class PlaygroundDoor {
  readonly #session: Session;
  readonly #tabs: OpenTabs;
  readonly #connections: Connections;

  constructor(session: Session, tabs: OpenTabs, connections: Connections) {
    this.#session = session;
    this.#tabs = tabs;
    this.#connections = connections;
  }

  /** One click to something that moves: opens the playground, connects, and sends a first message. */
  async open(kind: PlaygroundKind): Promise<void> {
    const url = this.urlOf(kind);
    if (url === undefined) return;
    const open = this.#tabs.requests().find((tab) => tab.draft.request.url === url);
    if (open) {
      this.#tabs.select(open.id);
      return;
    }
    const tab = this.#tabs.openRequest(kind === "echo" ? "websocket" : "socket.io", url);
    this.#tabs.change(tab.id, (now) => ({ ...now, composer: firstMessage(now.composer, kind) }));
    if (!(await this.#connections.connect(tab.id))) return;
    await this.#connections.whenSettled(tab.id);
    await this.#connections.sendComposed(tab.id);
  }

  /** Which part of the playground a tab is connected with; it is named by that. */
  kindOf(tab: RequestTab): PlaygroundKind | undefined {
    const { url } = tab.draft.request;
    if (url === "") return undefined;
    if (url === this.urlOf("echo")) return "echo";
    return url === this.urlOf("chat") ? "chat" : undefined;
  }

  /** Where it is; undefined while the backend is not known. */
  urlOf(kind: PlaygroundKind): string | undefined {
    const playground = this.#session.facts.get()?.playground;
    return kind === "echo" ? playground?.websocketUrl : playground?.socketIoUrl;
  }
}

function firstMessage(draft: ComposerDraft, kind: PlaygroundKind): ComposerDraft {
  if (kind === "echo") return { ...draft, body: withBodyText(draft.body, "Hello, Signalbox! 號誌正常") };
  const body = JSON.stringify({ room: "lobby", text: "Hello from Signalbox" }, null, 2);
  return {
    ...draft,
    event: "chat_message",
    args: draft.args.map((argument) => withBodyText(argument, body)),
    wantsAck: true,
  };
}
