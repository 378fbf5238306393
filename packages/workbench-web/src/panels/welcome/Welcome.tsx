import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { newSocketIo } from "../../actions/connection/newSocketIo.js";
import { newWebSocket } from "../../actions/connection/newWebSocket.js";
import { openChat } from "../../actions/connection/openChat.js";
import { openEcho } from "../../actions/connection/openEcho.js";
import { openPalette } from "../../actions/view/openPalette.js";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { Kbd } from "../../ui/Kbd.js";
import { Pill } from "../../ui/Pill.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Welcome.module.css";

/** What stands where tabs will be: one click to something that moves. */
export function Welcome() {
  const app = useApp();
  const { t } = useText();
  const session = useObservable(app.workbench.session.facts);
  return (
    <div className={styles.welcome}>
      <div className={styles.column}>
        <h2 className={styles.title}>{session?.playground ? t("welcome.title") : t("welcome.titlePlain")}</h2>
        {session?.playground && (
          <>
            <p className={styles.lead}>{t("welcome.lead")}</p>
            <div className={styles.choices}>
              <Choice
                onPress={() => openEcho.run(app)}
                pill={<Pill protocol="websocket" />}
                title={t("playground.echo")}
                text={t("welcome.echo")}
                address={session.playground.websocketUrl}
              />
              <Choice
                onPress={() => openChat.run(app)}
                pill={<Pill protocol="socket.io" />}
                title={t("playground.chat")}
                text={t("welcome.chat")}
                address={session.playground.socketIoUrl}
              />
            </div>
          </>
        )}
        <p className={styles.or}>{t("welcome.own")}</p>
        <div className={styles.own}>
          <Button onPress={() => newWebSocket.run(app)}>
            <Icon name="plus" size={12} />
            {t("action.newWebSocket")}
            <Kbd keys={newWebSocket.keys} />
          </Button>
          <Button onPress={() => newSocketIo.run(app)}>
            <Icon name="plus" size={12} />
            {t("action.newSocketIo")}
            <Kbd keys={newSocketIo.keys} />
          </Button>
          <Button look="quiet" onPress={() => openPalette.run(app)}>
            {t("action.openPalette")}
            <Kbd keys={openPalette.keys} />
          </Button>
        </div>
      </div>
    </div>
  );
}

interface ChoiceProps {
  readonly onPress: () => void;
  readonly pill: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly address: string;
}

function Choice({ onPress, pill, title, text, address }: ChoiceProps) {
  return (
    <AriaButton className={styles.choice ?? ""} onPress={onPress}>
      <span className={styles.choiceTitle}>
        {pill}
        {title}
        <span className={styles.go}>
          <Icon name="right" />
        </span>
      </span>
      <span className={styles.choiceText}>{text}</span>
      <span className={styles.address}>{address}</span>
    </AriaButton>
  );
}
