import type { EnvironmentVariable } from "../contract/index.js";
import { mask } from "../variables/index.js";
import { misfitOf, type SchemaName } from "./schema.js";
import { YamlDocument } from "./yaml-document.js";

type FileValue = string | number | boolean;
type FileVariable =
  | FileValue
  | { readonly value?: FileValue; readonly secret?: boolean; readonly description?: string };

interface Content {
  readonly name?: string;
  readonly variables?: Readonly<Record<string, FileVariable>>;
}

/** A file and the `.local.yaml` beside it, which holds the values of secrets. */
export interface VariableTexts {
  readonly shared: string | undefined;
  readonly local: string | undefined;
}

export interface VariableFiles {
  readonly shared: string;
  readonly local: string;
  readonly schema: Extract<SchemaName, "environment" | "project">;
}

export interface NamedVariables {
  readonly name?: string;
  readonly variables: readonly EnvironmentVariable[];
}

/** The variables of both files, secrets in clear. Throws a `ProjectError`. */
export function parseVariables(files: VariableFiles, texts: VariableTexts): NamedVariables {
  const shared = read(files.shared, texts.shared, files.schema);
  const local = read(files.local, texts.local, files.schema).variables ?? {};
  const known = Object.entries(shared.variables ?? {}).map(([name, entry]) => {
    const variable = variableOf(name, entry);
    const override = Object.hasOwn(local, name) ? local[name] : undefined;
    return override === undefined
      ? variable
      : { ...variable, value: variableOf(name, override).value, secret: true };
  });
  const localOnly = Object.entries(local)
    .filter(([name]) => !Object.hasOwn(shared.variables ?? {}, name))
    .map(([name, entry]) => ({ ...variableOf(name, entry), secret: true }));
  return { ...(shared.name !== undefined && { name: shared.name }), variables: [...known, ...localOnly] };
}

/** The texts of both files with these variables; a secret whose value is masked keeps the one it has. */
export function writeVariables(
  files: VariableFiles,
  variables: readonly EnvironmentVariable[],
  texts: VariableTexts,
): { readonly shared: string; readonly local: string | undefined } {
  const before = new Map(parseVariables(files, texts).variables.map(({ name, value }) => [name, value]));
  const clear = variables.map((variable) =>
    variable.secret && variable.value === mask
      ? { ...variable, value: before.get(variable.name) ?? "" }
      : variable,
  );
  const secrets = clear.filter(({ secret, value }) => secret && value !== "");
  return {
    shared: rewrite(files.shared, texts.shared, Object.fromEntries(clear.map(sharedEntry))),
    local:
      secrets.length === 0 && texts.local === undefined
        ? undefined
        : rewrite(
            files.local,
            texts.local,
            Object.fromEntries(secrets.map(({ name, value }) => [name, value])),
          ),
  };
}

function sharedEntry({ name, value, secret, description }: EnvironmentVariable): [string, FileVariable] {
  const about = description ? { description } : {};
  if (secret) return [name, { secret: true, ...about }];
  return [name, description ? { value, ...about } : value];
}

function rewrite(file: string, text: string | undefined, variables: Content["variables"]): string {
  const document = text === undefined ? YamlDocument.empty(file) : YamlDocument.parse(file, text);
  document.update({ ...(document.value as Content), variables });
  return document.toString();
}

function read(file: string, text: string | undefined, schema: SchemaName): Content {
  if (text === undefined) return {};
  const document = YamlDocument.parse(file, text);
  const { value } = document;
  const misfit = misfitOf(value, schema);
  if (misfit) throw document.errorAt(misfit.path, misfit.reason, misfit.key);
  return value as Content;
}

function variableOf(name: string, entry: FileVariable): EnvironmentVariable {
  if (typeof entry !== "object") return { name, value: String(entry) };
  const { value, secret, description } = entry;
  return {
    name,
    value: value === undefined ? "" : String(value),
    ...(secret && { secret }),
    ...(description !== undefined && { description }),
  };
}
