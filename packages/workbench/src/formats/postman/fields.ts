import type { Authorization, Field } from "../../contract/index.js";
import { type Json, object, objects, optionalText, text } from "../parse.js";
import { bearer, field } from "../request-parts.js";

/** Rows as all Postman versions write them: `key`, `value`, `disabled`, `description`. */
export function readFields(value: unknown): readonly Field[] {
  return objects(value)
    .filter((row) => text(row.key) !== "")
    .map((row) =>
      field(
        text(row.key),
        text(row.value),
        row.disabled !== true && row.enabled !== false,
        readDescription(row.description),
      ),
    );
}

export function writeFields(rows: readonly Field[] = []): readonly Json[] {
  return rows.map(({ name, value, enabled, description }) => ({
    key: name,
    value,
    ...(enabled === false && { disabled: true }),
    ...(description !== undefined && { description }),
  }));
}

/** Text, or an object that says of what type its text is. */
export function readDescription(value: unknown): string | undefined {
  return optionalText(value) ?? optionalText(object(value).content);
}

/** `{"type": "bearer", "bearer": [{"key": "token", "value": …}]}`, in older files an object in place of the list. */
export function readAuthorization(value: unknown): Authorization | undefined {
  const auth = object(value);
  const type = text(auth.type);
  const settings = auth[type];
  const setting = (name: string) =>
    Array.isArray(settings)
      ? text(objects(settings).find((row) => row.key === name)?.value)
      : text(object(settings)[name]);
  if (type === "bearer") return bearer(setting("token"));
  if (type === "basic") {
    return { type: "basic", username: setting("username"), password: setting("password") };
  }
  return undefined;
}

export function writeAuthorization(authorization: Authorization): Json {
  const rows = Object.entries(authorization)
    .filter(([key]) => key !== "type")
    .map(([key, value]) => ({ key, value, type: "string" }));
  return { type: authorization.type, [authorization.type]: rows };
}
