import { useEffect, useMemo } from "react";
import type { CatalogueEntry } from "../../model/timeline/catalogueWatch.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { useApp } from "../../ui/AppContext.js";
import { useObservable } from "../../ui/useObservable.js";

/** What was seen on a timeline, kept up to date while the view that asks is on the screen. */
export function useCatalogue(view: TimelineView): readonly CatalogueEntry[] {
  const { workbench } = useApp();
  const watch = useMemo(() => workbench.timelines.catalogueOf(view), [workbench, view]);
  useEffect(() => {
    watch.start();
    return () => watch.stop();
  }, [watch]);
  return useObservable(watch.entries);
}
