import { paramRows } from "../../model/request/request.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { FieldTable } from "./FieldTable.js";
import { useRequestEdit } from "./useRequestEdit.js";

/** The query of the address, row by row; the two are always in step. */
export function Params({ tab }: { readonly tab: RequestTab }) {
  const edit = useRequestEdit(tab.id);
  return (
    <FieldTable kind="param" rows={paramRows(tab.draft.request)} onChange={(params) => edit({ params })} />
  );
}
