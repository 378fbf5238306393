import { Field } from "./Field.js";

export interface NumberFieldProps {
  readonly label: string;
  /** Undefined: the default, which the placeholder shows. */
  readonly value: number | undefined;
  readonly defaultValue: number;
  /** Shown instead of the default, where no number says it. */
  readonly placeholder?: string;
  readonly max: number;
  readonly onChange: (value: number | undefined) => void;
  readonly unit?: string;
  readonly showLabel?: boolean;
  readonly size?: "normal" | "small";
}

/** A whole number from 0 to `max`. Emptied, it is the default again. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, defaultValue, max, onChange, unit, showLabel = false, size = "small" } = props;
  return (
    <Field
      label={unit === undefined ? label : `${label} (${unit})`}
      value={value === undefined ? "" : String(value)}
      placeholder={props.placeholder ?? String(defaultValue)}
      onChange={(text) => {
        const digits = text.replace(/\D/g, "");
        onChange(digits === "" ? undefined : Math.min(max, Number(digits)));
      }}
      size={size}
      showLabel={showLabel}
      isMono
      inputMode="numeric"
    />
  );
}
