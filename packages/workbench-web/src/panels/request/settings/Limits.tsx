import { useText } from "../../../i18n/index.js";
import { DEFAULT_CONNECT_TIMEOUT_MS, DEFAULT_MAX_MESSAGE_BYTES } from "../../../model/request/request.js";
import { NumberField } from "../../../ui/NumberField.js";
import { useRequestEdit } from "../useRequestEdit.js";
import { Group } from "./Group.js";
import type { CommonProps } from "./Tls.js";

const LONGEST_TIMEOUT_MS = 3_600_000;
const LARGEST_MESSAGE_BYTES = 2 ** 31 - 1;

export function Limits({ tabId, request }: CommonProps) {
  const { t } = useText();
  const edit = useRequestEdit(tabId);
  return (
    <Group title={t("limits.title")}>
      <NumberField
        label={t("limits.connectTimeout")}
        unit="ms"
        value={request.connectTimeoutMs}
        defaultValue={DEFAULT_CONNECT_TIMEOUT_MS}
        max={LONGEST_TIMEOUT_MS}
        onChange={(connectTimeoutMs) => edit({ connectTimeoutMs })}
        showLabel
      />
      {request.protocol === "websocket" && (
        <NumberField
          label={t("limits.maxMessage")}
          unit={t("limits.bytes")}
          value={request.maxMessageBytes}
          defaultValue={DEFAULT_MAX_MESSAGE_BYTES}
          max={LARGEST_MESSAGE_BYTES}
          onChange={(maxMessageBytes) => edit({ maxMessageBytes })}
          showLabel
        />
      )}
    </Group>
  );
}
