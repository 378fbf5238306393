import type { RequestTab } from "../../../model/tabs/tabs.js";
import styles from "../Request.module.css";
import { Limits } from "./Limits.js";
import { Namespaces } from "./Namespaces.js";
import { Network } from "./Network.js";
import { Reconnection } from "./Reconnection.js";
import { SocketIo } from "./SocketIo.js";
import { Tls } from "./Tls.js";
import { WebSocket } from "./WebSocket.js";

/** Everything about the connection that the other sections do not hold, in groups. */
export function Settings({ tab }: { readonly tab: RequestTab }) {
  const { request } = tab.draft;
  return (
    <div className={styles.scroll}>
      <div className={styles.columns}>
        {request.protocol === "websocket" ? (
          <WebSocket tabId={tab.id} request={request} />
        ) : (
          <>
            <SocketIo tabId={tab.id} request={request} />
            <Namespaces tabId={tab.id} request={request} />
            <Reconnection tabId={tab.id} request={request} />
          </>
        )}
        <Tls tabId={tab.id} request={request} />
        <Network tabId={tab.id} request={request} />
        <Limits tabId={tab.id} request={request} />
      </div>
    </div>
  );
}
