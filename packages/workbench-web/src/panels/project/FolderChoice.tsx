import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { useText } from "../../i18n/index.js";
import { foldersOf, isWithin } from "../../model/project/tree.js";
import { useApp } from "../../ui/AppContext.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import dialogs from "../dialogs/Dialogs.module.css";

/** ListBox keys cannot be empty, and the top folder's path is. */
const TOP = "/";

export interface FolderChoiceProps {
  /** Empty for the top. */
  readonly value: string;
  readonly onChange: (folder: string) => void;
  /** A folder that cannot hold what is moved: itself, and what lies in it. */
  readonly except?: string;
}

/** One of the project's folders. */
export function FolderChoice({ value, onChange, except }: FolderChoiceProps) {
  const { project } = useApp().workbench;
  const { t } = useText();
  const state = useObservable(project.state);
  const folders = foldersOf(state?.tree ?? []).filter(
    (folder) => except === undefined || !isWithin(folder.path, except),
  );
  const items = [
    { id: TOP, name: t("project.top"), depth: 0 },
    ...folders.map((folder) => ({
      id: folder.path,
      name: folder.name,
      depth: folder.path.split("/").length,
    })),
  ];
  return (
    <ListBox
      className={dialogs.folders ?? ""}
      aria-label={t("project.folder")}
      items={items}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value === "" ? TOP : value]}
      onSelectionChange={(keys) => {
        const chosen = items.find(({ id }) => keys !== "all" && keys.has(id));
        if (chosen) onChange(chosen.id === TOP ? "" : chosen.id);
      }}
    >
      {(item) => (
        <ListBoxItem
          className={dialogs.folder ?? ""}
          textValue={item.name}
          style={{ paddingLeft: 8 + item.depth * 14 }}
        >
          <Icon name="folder" />
          {item.name}
        </ListBoxItem>
      )}
    </ListBox>
  );
}
