import type { SocketIoRequest, TransportName } from "signalbox/contract";
import { useText } from "../../../i18n/index.js";
import { DEFAULT_PATH, namespaceOf, type VersionChoice } from "../../../model/request/request.js";
import { VariableField } from "../../../ui/editor/VariableField.js";
import { Segments } from "../../../ui/Segments.js";
import { Select } from "../../../ui/Select.js";
import styles from "../Request.module.css";
import { useRequestEdit } from "../useRequestEdit.js";
import { Group } from "./Group.js";

export interface SocketIoProps {
  readonly tabId: string;
  readonly request: SocketIoRequest;
}

/** Every order of the transports that a client can have. */
const TRANSPORTS = {
  websocket: ["websocket"],
  polling: ["polling"],
  upgrade: ["polling", "websocket"],
  fallback: ["websocket", "polling"],
} as const satisfies Record<string, readonly TransportName[]>;
type TransportChoice = keyof typeof TRANSPORTS;
const CHOICES: readonly TransportChoice[] = ["websocket", "upgrade", "fallback", "polling"];

export function SocketIo({ tabId, request }: SocketIoProps) {
  const { t } = useText();
  const edit = useRequestEdit(tabId);
  const order = (request.transports ?? TRANSPORTS.websocket).join();
  return (
    <Group title="Socket.IO">
      <div className={styles.labelled}>
        <span aria-hidden="true">{t("settings.version")}</span>
        <Segments
          label={t("settings.version")}
          value={String(request.version)}
          options={["auto", "2", "3", "4"].map((id) => ({
            id,
            label: id === "auto" ? t("version.auto") : `v${id}`,
          }))}
          onChange={(version) => edit({ version: toVersion(version) })}
        />
      </div>
      <VariableField
        label={t("settings.path")}
        value={request.path ?? ""}
        placeholder={DEFAULT_PATH}
        onChange={(path) => edit({ path })}
        size="small"
        showLabel
      />
      <Select
        label={t("settings.transports")}
        size="small"
        value={CHOICES.find((choice) => TRANSPORTS[choice].join() === order) ?? "websocket"}
        options={CHOICES.map((id) => ({ id, label: t(`settings.transports.${id}`) }))}
        onChange={(choice) => edit({ transports: TRANSPORTS[choice] })}
      />
      <div className={styles.labelled}>
        <span aria-hidden="true">{t("settings.parser")}</span>
        <Segments<"json" | "msgpack">
          label={t("settings.parser")}
          value={request.parser ?? "json"}
          options={[
            { id: "json", label: "JSON" },
            { id: "msgpack", label: "MessagePack" },
          ]}
          onChange={(parser) => edit({ parser })}
        />
      </div>
      <p className={styles.hint}>
        {t("settings.namespace")} <code>{namespaceOf(request)}</code>
      </p>
    </Group>
  );
}

export function toVersion(text: string): VersionChoice {
  return text === "2" ? 2 : text === "3" ? 3 : text === "4" ? 4 : "auto";
}
