import type { Protocol } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import type { BodyDraft, BodyKind } from "../../model/composer/body.js";
import { Segments } from "../../ui/Segments.js";
import type { EditBody } from "./Message.js";

const KINDS: Readonly<Record<Protocol, readonly BodyKind[]>> = {
  websocket: ["text", "json", "xml", "html", "binary"],
  "socket.io": ["json", "text", "binary"],
};

export interface BodyKindChoiceProps {
  readonly body: BodyDraft;
  readonly protocol: Protocol;
  readonly onChange: EditBody;
}

export function BodyKindChoice({ body, protocol, onChange }: BodyKindChoiceProps) {
  const { t } = useText();
  const labels = { text: t("body.text"), json: "JSON", xml: "XML", html: "HTML", binary: t("body.binary") };
  return (
    <Segments
      label={t("body.kind")}
      value={body.kind}
      options={KINDS[protocol].map((id) => ({ id, label: labels[id] }))}
      onChange={(kind) => onChange((now) => ({ ...now, kind }))}
    />
  );
}
