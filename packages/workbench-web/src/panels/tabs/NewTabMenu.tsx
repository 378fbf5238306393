import { newSocketIo } from "../../actions/connection/newSocketIo.js";
import { newWebSocket } from "../../actions/connection/newWebSocket.js";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { Menu } from "../../ui/Menu.js";
import { Pill } from "../../ui/Pill.js";

/** `+`, and what it opens. */
export function NewTabMenu({ label, size = 14 }: { readonly label: string; readonly size?: number }) {
  const app = useApp();
  const { t } = useText();
  return (
    <Menu
      label={label}
      entries={[
        {
          id: "websocket",
          label: t("action.newWebSocket"),
          mark: <Pill protocol="websocket" />,
          shortcut: newWebSocket.keys,
        },
        {
          id: "socket.io",
          label: t("action.newSocketIo"),
          mark: <Pill protocol="socket.io" />,
          shortcut: newSocketIo.keys,
        },
      ]}
      onAction={(id) => (id === "websocket" ? newWebSocket : newSocketIo).run(app)}
    >
      <IconButton label={label}>
        <Icon name="plus" size={size} />
      </IconButton>
    </Menu>
  );
}
