import { useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { useText } from "../../i18n/index.js";
import { toBase64 } from "../../model/binary.js";
import type { BodyDraft } from "../../model/composer/body.js";
import { formatBytes } from "../../model/format.js";
import { Button } from "../../ui/Button.js";
import { VariableField } from "../../ui/editor/VariableField.js";
import { Icon } from "../../ui/Icon.js";
import styles from "./Composer.module.css";
import type { EditBody } from "./Message.js";

/** A file that is read into the page travels whole to the workbench in one call, which this must not choke. */
const LARGEST_PICKED = 16 * 1024 * 1024;

/** The bytes of a file: one of the project's by its path, or one picked from anywhere. */
export function FileBody({ body, onChange }: { readonly body: BodyDraft; readonly onChange: EditBody }) {
  const { t, locale } = useText();
  const [tooLarge, setTooLarge] = useState<string>();
  const { picked } = body;
  const pick = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > LARGEST_PICKED) {
      setTooLarge(file.name);
      return;
    }
    setTooLarge(undefined);
    const base64 = toBase64(new Uint8Array(await file.arrayBuffer()));
    onChange((now) => ({ ...now, picked: { name: file.name, size: file.size, base64 } }));
  };
  return (
    <div className={styles.file}>
      {picked ? (
        <p className={styles.picked}>
          <Icon name="file" />
          <strong>{picked.name}</strong>
          <span>{formatBytes(picked.size, locale)}</span>
          <Button size="small" onPress={() => onChange(({ picked: _, ...now }) => now)}>
            {t("body.removeFile")}
          </Button>
        </p>
      ) : (
        <VariableField
          label={t("body.path")}
          value={body.path}
          placeholder="files/avatar.png"
          onChange={(path) => onChange((now) => ({ ...now, path }))}
          size="small"
          showLabel
          hint={t("body.pathHint")}
        />
      )}
      <FileTrigger onSelect={(files) => void pick(files?.[0])}>
        <Button size="small">{t("body.pickFile")}</Button>
      </FileTrigger>
      {tooLarge !== undefined && (
        <p className={styles.fault} role="alert">
          {t("body.fileTooLarge", { name: tooLarge, limit: formatBytes(LARGEST_PICKED, locale) })}
        </p>
      )}
    </div>
  );
}
