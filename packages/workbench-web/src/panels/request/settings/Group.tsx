import type { ReactNode } from "react";
import styles from "../Request.module.css";

/** Settings that belong together, under one name. */
export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
