import { useText } from "../../i18n/index.js";
import type { PlaygroundKind } from "../../model/connections/playground.js";
import type { Step } from "../../model/lesson/steps.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button, IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Lesson.module.css";

/** One line over the playground's connections that says what there is to see on them. */
export function Lesson({ tab }: { readonly tab: RequestTab }) {
  const { workbench } = useApp();
  useObservable(workbench.session.facts);
  const isSkipped = useObservable(workbench.lesson.isSkipped);
  const places = useObservable(workbench.lesson.places);
  const kind = workbench.playground.kindOf(tab);
  if (isSkipped || kind === undefined) return null;
  const steps = workbench.lesson.stepsOf(tab);
  const place = places[kind];
  const step = steps[place];
  return step && <LessonStep tab={tab} kind={kind} step={step} place={place} last={steps.length - 1} />;
}

interface LessonStepProps {
  readonly tab: RequestTab;
  readonly kind: PlaygroundKind;
  readonly step: Step;
  readonly place: number;
  readonly last: number;
}

function LessonStep({ tab, kind, step, place, last }: LessonStepProps) {
  const { workbench } = useApp();
  const { t } = useText();
  const { lesson, timelines } = workbench;
  return (
    <section className={styles.lesson} aria-label={t("lesson.label")}>
      <span className={styles.place}>{t("lesson.place", { place: place + 1, total: last + 1 })}</span>
      <div className={styles.text} role="status">
        <strong>{t(`lessonTitle.${step.id}`)}</strong> {t(`lessonText.${step.id}`)}
      </div>
      {step.row && (
        <Button size="small" onPress={() => void lesson.show(step, timelines.of(tab))}>
          <Icon name="visible" size={13} />
          {t("lesson.show")}
        </Button>
      )}
      {step.id === "plainClient" && (
        <Button size="small" onPress={() => void lesson.tryPlainClient()}>
          {t("lesson.try")}
        </Button>
      )}
      <IconButton
        label={t("lesson.back")}
        isDisabled={place === 0}
        onPress={() => lesson.go(kind, place - 1)}
      >
        <Icon name="left" size={13} />
      </IconButton>
      {place < last ? (
        <Button look="primary" size="small" onPress={() => lesson.go(kind, place + 1)}>
          {t("lesson.next")}
        </Button>
      ) : (
        <Button look="primary" size="small" onPress={() => lesson.skip()}>
          {t("lesson.done")}
        </Button>
      )}
      <IconButton label={t("lesson.skip")} onPress={() => lesson.skip()}>
        <Icon name="close" size={12} />
      </IconButton>
    </section>
  );
}
