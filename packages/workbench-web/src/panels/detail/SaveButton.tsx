import { useState } from "react";
import type { DetailPart, Row } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { fileContent, fileName } from "../../model/detail/files.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { Button } from "../../ui/Button.js";
import { download } from "../../ui/download.js";
import { Icon } from "../../ui/Icon.js";

export interface SaveButtonProps {
  readonly view: TimelineView;
  readonly row: Row;
  readonly part: DetailPart;
  readonly index: number;
}

/** Saves a part whole, also where only its beginning is shown. */
export function SaveButton({ view, row, part, index }: SaveButtonProps) {
  const { t } = useText();
  const [isSaving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    const whole = part.cut ? await view.open.whole(row.seq, index, part.size) : part;
    if (whole) download(fileContent(whole), fileName(row, whole, index));
    setSaving(false);
  };
  return (
    <Button look="quiet" size="small" isDisabled={isSaving} onPress={() => void save()}>
      <Icon name="save" size={12} />
      {t("detail.save")}
    </Button>
  );
}
