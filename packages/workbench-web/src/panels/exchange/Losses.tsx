import type { Loss } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import styles from "./Exchange.module.css";

/** What a format had no place for. */
export function Losses({ title, losses }: { readonly title: string; readonly losses: readonly Loss[] }) {
  const { i18n } = useText();
  if (losses.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      <ul className={styles.losses}>
        {losses.map((loss) => (
          <li key={`${loss.where} ${loss.code} ${JSON.stringify(loss.values)}`}>
            <b>{loss.where}</b> {i18n._(`loss.${loss.code}`, loss.values ?? {})}
          </li>
        ))}
      </ul>
    </section>
  );
}
