import type { WebSocketRequest } from "signalbox/contract";
import { useText } from "../../../i18n/index.js";
import { Check } from "../../../ui/Check.js";
import { ListField } from "../../../ui/ListField.js";
import { useRequestEdit } from "../useRequestEdit.js";
import { Group } from "./Group.js";

export interface WebSocketProps {
  readonly tabId: string;
  readonly request: WebSocketRequest;
}

export function WebSocket({ tabId, request }: WebSocketProps) {
  const { t } = useText();
  const edit = useRequestEdit(tabId);
  return (
    <Group title="WebSocket">
      <ListField
        label={t("settings.subprotocols")}
        hint={t("settings.subprotocolsHint")}
        values={request.subprotocols ?? []}
        onChange={(subprotocols) => edit({ subprotocols })}
        isMono
      />
      <Check
        isOn={request.perMessageDeflate !== false}
        onChange={(perMessageDeflate) => edit({ perMessageDeflate })}
      >
        {t("settings.perMessageDeflate")}
      </Check>
    </Group>
  );
}
