import type { RequestTab } from "../../model/tabs/tabs.js";
import { FieldTable } from "./FieldTable.js";
import { useRequestEdit } from "./useRequestEdit.js";

/** Sent together in one Cookie header. */
export function Cookies({ tab }: { readonly tab: RequestTab }) {
  const edit = useRequestEdit(tab.id);
  const rows = tab.draft.request.cookies ?? [];
  return <FieldTable kind="cookie" rows={rows} onChange={(cookies) => edit({ cookies })} />;
}
