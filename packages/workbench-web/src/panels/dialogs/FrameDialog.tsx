import { useState } from "react";
import type { BinaryEncoding, OutgoingMessage } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import type { FrameKind } from "../../model/app.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { VariableField } from "../../ui/editor/VariableField.js";
import { Field } from "../../ui/Field.js";
import { FormDialog } from "../../ui/FormDialog.js";
import { NumberField } from "../../ui/NumberField.js";
import { Segments } from "../../ui/Segments.js";
import { Select } from "../../ui/Select.js";
import styles from "./Dialogs.module.css";

export interface FrameDialogProps {
  readonly tab: RequestTab;
  readonly frame: FrameKind;
  readonly onClose: () => void;
}

/** What the dialog has asked for, of whatever frame. */
interface Answers {
  readonly body: string;
  readonly encoding: Exclude<BinaryEncoding, "file">;
  readonly sizes: string;
  readonly bits: (typeof BITS)[number];
  readonly opcode: number | undefined;
}

const BITS = [1, 2, 3, 4, 5, 6, 7] as const;
const RESERVED_OPCODE = 3;

/** A control frame or a fault that needs a payload or a number first. */
export function FrameDialog({ tab, frame, onClose }: FrameDialogProps) {
  const { connections } = useApp().workbench;
  const { t } = useText();
  const [answers, setAnswers] = useState<Answers>({
    body: frame === "fragments" ? "one message in several frames" : "",
    encoding: "hex",
    sizes: "3, 0, 5",
    bits: 4,
    opcode: RESERVED_OPCODE,
  });
  const set = (part: Partial<Answers>) => setAnswers({ ...answers, ...part });
  return (
    <FormDialog
      title={t(`frame.${frame}`)}
      submitLabel={t("action.send")}
      onSubmit={() => {
        void connections.send(tab.id, messageOf(frame, answers));
        onClose();
      }}
      onClose={onClose}
    >
      <p className={styles.hint}>{t(`frame.${frame}Hint`)}</p>
      {(frame === "ping" || frame === "pong" || frame === "fragments" || frame === "raw") && (
        <VariableField
          label={frame === "raw" ? t("frame.bytes") : t("frame.payload")}
          value={answers.body}
          onChange={(body) => set({ body })}
          showLabel
        />
      )}
      {frame === "raw" && (
        <div>
          <Segments<Answers["encoding"]>
            label={t("body.encoding")}
            value={answers.encoding}
            options={[
              { id: "hex", label: "Hex" },
              { id: "base64", label: "Base64" },
            ]}
            onChange={(encoding) => set({ encoding })}
          />
        </div>
      )}
      {frame === "fragments" && (
        <Field
          label={t("frame.sizes")}
          value={answers.sizes}
          onChange={(sizes) => set({ sizes })}
          hint={t("frame.sizesHint")}
          showLabel
          isMono
        />
      )}
      {frame === "reserved-bits" && (
        <Select
          label={t("frame.bits")}
          value={String(answers.bits)}
          options={BITS.map((bits) => ({ id: String(bits), label: bitNames(bits) }))}
          onChange={(id) => set({ bits: BITS.find((bits) => String(bits) === id) ?? 4 })}
        />
      )}
      {frame === "reserved-opcode" && (
        <NumberField
          label={t("frame.opcode")}
          value={answers.opcode}
          defaultValue={RESERVED_OPCODE}
          max={15}
          onChange={(opcode) => set({ opcode })}
          showLabel
          size="normal"
        />
      )}
    </FormDialog>
  );
}

/** RSV1 is the highest of the three. */
function bitNames(bits: number): string {
  return ["RSV1", "RSV2", "RSV3"].filter((_, index) => (bits & (4 >> index)) !== 0).join(" + ");
}

function messageOf(frame: FrameKind, { body, encoding, sizes, bits, opcode }: Answers): OutgoingMessage {
  switch (frame) {
    case "ping":
    case "pong":
      return { kind: frame, body };
    case "fragments":
      return {
        kind: "fault",
        fault: { type: "fragments", body, sizes: (sizes.match(/\d+/g) ?? []).map(Number) },
      };
    case "reserved-bits":
      return { kind: "fault", fault: { type: "reserved-bits", bits } };
    case "reserved-opcode":
      return { kind: "fault", fault: { type: "reserved-opcode", opcode: opcode ?? RESERVED_OPCODE } };
    case "raw":
      return { kind: "fault", fault: { type: "raw", body, encoding } };
  }
}
