import { useText } from "../../../i18n/index.js";
import { Button, IconButton } from "../../../ui/Button.js";
import { VariableField } from "../../../ui/editor/VariableField.js";
import { Icon } from "../../../ui/Icon.js";
import styles from "../Request.module.css";
import { useRequestEdit } from "../useRequestEdit.js";
import { Group } from "./Group.js";
import type { SocketIoProps } from "./SocketIo.js";

type Namespace = NonNullable<SocketIoProps["request"]["namespaces"]>[number];

/** Namespaces that share the connection with the address's own, each with its payload. */
export function Namespaces({ tabId, request }: SocketIoProps) {
  const { t } = useText();
  const edit = useRequestEdit(tabId);
  const namespaces = request.namespaces ?? [];
  const set = (next: readonly Namespace[]) => edit({ namespaces: next });
  const change = (index: number, part: Partial<Namespace>) =>
    set(namespaces.map((one, place) => (place === index ? { ...one, ...part } : one)));
  return (
    <Group title={t("namespaces.title")}>
      {namespaces.map((namespace, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity than its place
        <div key={index} className={styles.namespace}>
          <VariableField
            label={t("namespaces.name", { number: index + 1 })}
            value={namespace.name}
            placeholder="/admin"
            onChange={(name) => change(index, { name })}
            size="small"
          />
          <VariableField
            label={t("namespaces.auth", { number: index + 1 })}
            value={namespace.auth ?? ""}
            placeholder={t("namespaces.authPlaceholder")}
            onChange={(auth) => change(index, { auth })}
            size="small"
          />
          <IconButton
            label={t("namespaces.remove", { number: index + 1 })}
            onPress={() => set(namespaces.filter((_, place) => place !== index))}
          >
            <Icon name="close" size={12} />
          </IconButton>
        </div>
      ))}
      <div>
        <Button size="small" onPress={() => set([...namespaces, { name: "" }])}>
          <Icon name="plus" size={12} />
          {t("namespaces.add")}
        </Button>
      </div>
    </Group>
  );
}
