import { type ReactNode, useState } from "react";
import { Field } from "./Field.js";

export interface ListFieldProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly hint?: ReactNode;
  readonly isMono?: boolean;
  readonly placeholder?: string;
}

const split = (text: string): readonly string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Names separated by commas. What is being typed stays as it is typed; what it means goes out. */
export function ListField({
  label,
  values,
  onChange,
  hint,
  isMono = false,
  placeholder = "",
}: ListFieldProps) {
  const [text, setText] = useState(values.join(", "));
  const shown = split(text).join() === values.join() ? text : values.join(", ");
  return (
    <Field
      label={label}
      value={shown}
      placeholder={placeholder}
      onChange={(next) => {
        setText(next);
        onChange(split(next));
      }}
      isMono={isMono}
      showLabel
      {...(hint === undefined ? {} : { hint })}
    />
  );
}
