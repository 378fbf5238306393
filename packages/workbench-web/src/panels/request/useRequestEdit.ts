import type { RequestChange } from "../../model/request/request.js";
import { useApp } from "../../ui/AppContext.js";

/** Changes the request of a tab. */
export function useRequestEdit(tabId: string): (change: RequestChange) => void {
  const { workbench } = useApp();
  return (change) => workbench.editRequest(tabId, change);
}
