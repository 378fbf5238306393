import type { Problem } from "../contract/index.js";
import { problems } from "./problems.js";

/** What an error of the network means for an attempt to reach `url`. */
export function networkProblem(error: unknown, url: URL): Problem {
  const root = rootOf(error);
  const code = "code" in root ? String(root.code) : "";
  const host = url.hostname;
  const port = url.port || (/^(?:wss|https):$/.test(url.protocol) ? "443" : "80");
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EAI_NODATA":
      return problems.dnsNotFound(host);
    case "ECONNREFUSED":
      return problems.refused(host, port);
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EADDRNOTAVAIL":
    case "ENETDOWN":
      return problems.unreachable(host, code);
    case "ECONNRESET":
    case "EPIPE":
    case "ERR_STREAM_PREMATURE_CLOSE":
      return problems.reset(host);
    case "ERR_INVALID_CHAR":
    case "ERR_INVALID_HTTP_TOKEN":
    case "ERR_UNESCAPED_CHARACTERS":
      return problems.headerInvalid(root.message);
    case "EPROTO":
      return problems.tls(host, tlsReason(root.message));
  }
  if (code.startsWith("HPE_")) return problems.upgradeInvalid(`it is not HTTP (${root.message})`);
  if (isCertificateCode(code)) return problems.certificate(host, root.message);
  if (code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS"))
    return problems.tls(host, tlsReason(root.message));
  return problems.other(root.message);
}

/** The error that says most: the innermost cause, and of several addresses tried the first failure. */
function rootOf(error: unknown): Error {
  let current: unknown = error;
  for (let depth = 0; depth < 8; depth++) {
    if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
    else if (current instanceof Error && current.cause instanceof Error) current = current.cause;
    else break;
  }
  return current instanceof Error ? current : new Error(String(current));
}

/** Verification failures are named by OpenSSL's X509 codes, which share no prefix. */
function isCertificateCode(code: string): boolean {
  return (
    code === "ERR_TLS_CERT_ALTNAME_INVALID" ||
    /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET|VERIFY|DECRYPT)_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)/.test(
      code,
    )
  );
}

/** OpenSSL prefixes its reasons with an address and file names; the last word of the list is the reason. */
function tlsReason(message: string): string {
  const parts = message.trim().split(":");
  const reason = parts.length > 5 ? parts[5] : undefined;
  return (reason ?? message).trim() || message.trim();
}
