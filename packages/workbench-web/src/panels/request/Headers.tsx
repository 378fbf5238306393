import type { RequestTab } from "../../model/tabs/tabs.js";
import { FieldTable } from "./FieldTable.js";
import { useRequestEdit } from "./useRequestEdit.js";

/** Headers of the handshake, on every transport. */
export function Headers({ tab }: { readonly tab: RequestTab }) {
  const edit = useRequestEdit(tab.id);
  const rows = tab.draft.request.headers ?? [];
  return <FieldTable kind="header" rows={rows} onChange={(headers) => edit({ headers })} />;
}
