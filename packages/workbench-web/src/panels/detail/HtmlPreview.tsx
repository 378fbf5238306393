import { useText } from "../../i18n/index.js";
import styles from "./Detail.module.css";

/**
 * HTML as a browser draws it, in a frame of another origin that may run no script, open no window and send no
 * form. The page's own Content-Security-Policy holds in it too: nothing is fetched.
 */
export function HtmlPreview({ html }: { readonly html: string }) {
  const { t } = useText();
  return <iframe className={styles.preview} title={t("detail.previewOf")} sandbox="" srcDoc={html} />;
}
