import { useEffect, useState } from "react";
import { useText } from "../../i18n/index.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";

/** Copies what `text` gives at that moment, and says for a moment that it did. */
export function CopyButton({ text }: { readonly text: () => string }) {
  const { t } = useText();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <Button
      look="quiet"
      size="small"
      onPress={() => void navigator.clipboard.writeText(text()).then(() => setCopied(true))}
    >
      <Icon name={isCopied ? "check" : "copy"} size={12} />
      <span role="status">{isCopied ? t("detail.copied") : t("detail.copy")}</span>
    </Button>
  );
}
