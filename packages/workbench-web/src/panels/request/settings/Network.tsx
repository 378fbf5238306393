import { useText } from "../../../i18n/index.js";
import { VariableField } from "../../../ui/editor/VariableField.js";
import { NumberField } from "../../../ui/NumberField.js";
import { useRequestEdit } from "../useRequestEdit.js";
import { Group } from "./Group.js";
import type { CommonProps } from "./Tls.js";

/** The way to the server. */
export function Network({ tabId, request }: CommonProps) {
  const { t } = useText();
  const edit = useRequestEdit(tabId);
  return (
    <Group title={t("network.title")}>
      <VariableField
        label={t("network.proxy")}
        value={request.proxy ?? ""}
        placeholder="http://user:password@localhost:3128"
        onChange={(proxy) => edit({ proxy })}
        size="small"
        showLabel
        hint={t("network.proxyHint")}
      />
      <VariableField
        label={t("network.origin")}
        value={request.origin ?? ""}
        placeholder="https://app.example.com"
        onChange={(origin) => edit({ origin })}
        size="small"
        showLabel
      />
      <NumberField
        label={t("network.maxRedirects")}
        value={request.maxRedirects}
        defaultValue={0}
        max={20}
        onChange={(maxRedirects) => edit({ maxRedirects })}
        showLabel
      />
    </Group>
  );
}
