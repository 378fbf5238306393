import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { isMapping, nearest, type Path, pathOf, typeNames } from "../yaml-files/index.js";

export type SchemaName = "request" | "environment" | "project";

/** Something that does not fit a schema: where it stands, and what is wrong with it. */
export interface Misfit {
  readonly path: Path;
  /** Set when a key of the mapping at `path` is what is wrong. */
  readonly key?: string;
  readonly reason: string;
}

const ajv = new Ajv({ allErrors: true, verbose: true, discriminator: true, strict: false });
const compiled = new Map<string, ValidateFunction>();

/** The first thing about `value` that does not fit one of the package's schemas, or one definition in it. */
export function misfitOf(value: unknown, schema: SchemaName, definition?: string): Misfit | undefined {
  const isFitting = validator(schema, definition);
  if (isFitting(value)) return undefined;
  const [fault] = [...(isFitting.errors ?? [])].sort((one, other) => rank(one) - rank(other));
  if (!fault) return { path: [], reason: "it does not fit" };
  const path = pathOf(fault, value);
  const key = keyOf(fault);
  return {
    path,
    ...(key !== undefined && { key }),
    reason: reasonOf(fault, path),
  };
}

function validator(schema: SchemaName, definition: string | undefined): ValidateFunction {
  const name = definition === undefined ? schema : `${schema}#/definitions/${definition}`;
  const known = compiled.get(name);
  if (known) return known;
  if (!ajv.getSchema(schema)) {
    const file = new URL(`../../schemas/${schema}.json`, import.meta.url);
    ajv.addSchema(JSON.parse(readFileSync(file, "utf8")), schema);
  }
  const made = ajv.compile({ $ref: name });
  compiled.set(name, made);
  return made;
}

/** Which of several faults to tell first: a mistyped key explains a missing one. */
function rank({ keyword }: ErrorObject): number {
  const order = ["additionalProperties", "discriminator", "required", "enum", "const", "type"];
  const at = order.indexOf(keyword);
  return at === -1 ? order.length : at;
}

/** The key that is wrong, where it is not the value as a whole. */
function keyOf({ keyword, params, data }: ErrorObject): string | undefined {
  if (keyword === "additionalProperties") return String(params.additionalProperty);
  const tag = keyword === "discriminator" ? String(params.tag) : undefined;
  return tag !== undefined && isMapping(data) && tag in data ? tag : undefined;
}

function reasonOf({ keyword, params, parentSchema, data, message }: ErrorObject, path: Path): string {
  const where = path.length === 0 ? "the file" : `"${path.at(-1)}"`;
  switch (keyword) {
    case "additionalProperties": {
      const key = String(params.additionalProperty);
      return `"${key}" is not known here${suggestion(key, Object.keys(parentSchema?.properties ?? {}))}`;
    }
    case "required":
      return `"${params.missingProperty}" is missing`;
    case "discriminator": {
      const tag = String(params.tag);
      const given = isMapping(data) ? data[tag] : undefined;
      const variants: unknown = parentSchema?.oneOf;
      return given === undefined
        ? `"${tag}" is missing`
        : `"${tag}" is ${JSON.stringify(given)}${suggestion(String(given), tagsOf(variants, tag))}`;
    }
    case "enum":
      return `${where} is ${JSON.stringify(data)}${suggestion(String(data), (params.allowedValues as unknown[]).map(String))}`;
    case "type":
      return `${where} must be ${typeNames(params.type)}`;
    default:
      return `${where} ${message ?? "does not fit"}`;
  }
}

/** The names that a discriminator may have. */
function tagsOf(variants: unknown, tag: string): readonly string[] {
  if (!Array.isArray(variants)) return [];
  return variants.flatMap((variant) => {
    const { const: one, enum: several } = variant?.properties?.[tag] ?? {};
    return (several ?? [one]).map(String);
  });
}

function suggestion(given: string, known: readonly string[]): string {
  const meant = nearest(given, known);
  if (meant !== undefined) return `; did you mean "${meant}"?`;
  return known.length === 0 ? "" : `; it can be ${known.join(", ")}`;
}
