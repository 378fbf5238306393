import type { ConnectionRequest, EnvironmentVariable, Field, Loss, LossCode } from "../contract/index.js";
import type { WriteOptions } from "./collection.js";
import type { Losses } from "./losses.js";

const secretHeaders = new Set(["authorization", "cookie", "set-cookie", "proxy-authorization", "x-api-key"]);

/** Whether a header's value is for nobody else. */
export function isSecretHeader(name: string): boolean {
  return secretHeaders.has(name.toLowerCase());
}

/** Values that are one variable and nothing else give nothing away. */
const isVariable = (value: string) => /^(Bearer |Basic )?\{\{[^{}]+\}\}$/.test(value.trim());

/** The request without what is secret, each thing left out told once. */
export function withoutSecrets<Request extends ConnectionRequest>(
  request: Request,
  where: string,
  losses: Losses,
  { withSecrets }: WriteOptions,
): Request {
  if (withSecrets) return request;
  const blank = (value: string, code: LossCode, values?: Loss["values"]): string => {
    if (value === "" || isVariable(value)) return value;
    losses.add(where, code, values);
    return "";
  };
  const blankRow = (code: LossCode) => (row: Field) => ({
    ...row,
    value: blank(row.value, code, { name: row.name }),
  });
  const { headers, cookies, authorization, tls } = request;
  return {
    ...request,
    ...(headers && {
      headers: headers.map((row) => (isSecretHeader(row.name) ? blankRow("secretHeader")(row) : row)),
    }),
    ...(cookies && { cookies: cookies.map(blankRow("secretCookie")) }),
    ...(authorization?.type === "basic" && {
      authorization: { ...authorization, password: blank(authorization.password, "secretPassword") },
    }),
    ...(authorization?.type === "bearer" && {
      authorization: { ...authorization, token: blank(authorization.token, "secretToken") },
    }),
    ...(tls?.passphrase !== undefined && {
      tls: { ...tls, passphrase: blank(tls.passphrase, "secretPassphrase") },
    }),
  };
}

export function variablesWithoutSecrets(
  variables: readonly EnvironmentVariable[],
  losses: Losses,
  { withSecrets }: WriteOptions,
): readonly EnvironmentVariable[] {
  return variables.map((variable) => {
    if (withSecrets || variable.secret !== true || variable.value === "") return variable;
    losses.add(variable.name, "secretValue");
    return { ...variable, value: "" };
  });
}
