import type { Problem } from "../../contract/index.js";
import { ProxyError, ProxyUrlError } from "../network/proxy.js";
import { type NetworkStep, problems } from "../problems/index.js";

/** What an error of the network means for an attempt to reach `url` that had come to `step`. */
export function networkProblem(error: unknown, url: URL, step: NetworkStep): Problem {
  const chain = causesOf(error);
  for (const cause of chain) {
    if (cause instanceof ProxyError) return problems.proxy(cause.proxy, cause.message, cause.status);
    if (cause instanceof ProxyUrlError) return problems.proxyInvalid(cause.message);
  }
  const root = chain.at(-1) ?? new Error(String(error));
  const code = "code" in root ? String(root.code) : "";
  const isSecure = /^(?:wss|https):$/.test(url.protocol);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port || (isSecure ? "443" : "80");
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
    case "ETIMEDOUT":
      return problems.unreachable(host, code);
    case "ECONNRESET":
    case "EPIPE":
    case "ERR_STREAM_PREMATURE_CLOSE":
      return step === "tls" ? problems.tls(host, "the server ended the connection") : problems.reset(host);
    case "ERR_INVALID_CHAR":
    case "ERR_INVALID_HTTP_TOKEN":
    case "ERR_UNESCAPED_CHARACTERS":
      return problems.headerInvalid(root.message);
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return problems.certificateName(host, namesIn(root));
    case "CERT_HAS_EXPIRED":
      return problems.certificateExpired(host);
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return problems.certificateSelfSigned(host);
  }
  if (step === "tls" && /wrong version number|packet length too long/.test(root.message)) {
    return problems.tlsNotSpoken(host, port);
  }
  if (/^ERR_(?:OSSL|CRYPTO)/.test(code)) return problems.tlsFiles(tlsReason(root.message));
  if (code.startsWith("HPE_")) return notHttp(root, host, port, isSecure);
  if (isClientCertificateAlert(code)) return problems.clientCertificate(host, tlsReason(root.message));
  if (isCertificateCode(code)) return problems.certificate(host, root.message);
  if (code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS") || code === "EPROTO") {
    return problems.tls(host, tlsReason(root.message));
  }
  return problems.other(root.message);
}

/** What answers in something else than HTTP: most often TLS, whose alerts begin with 0x15. */
function notHttp(error: Error, host: string, port: string, isSecure: boolean): Problem {
  const first =
    "rawPacket" in error && error.rawPacket instanceof Uint8Array ? error.rawPacket[0] : undefined;
  if (!isSecure && first === 0x15) return problems.tlsSpoken(host, port);
  return problems.upgradeInvalid(`it is not HTTP (${error.message})`);
}

/** From the error that was told to the innermost cause; of several addresses tried, the first failure. */
function causesOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  let current: unknown = error;
  while (current instanceof Error && chain.length < 8) {
    chain.push(current);
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return chain;
}

/** Verification failures are named by OpenSSL's X509 codes, which share no prefix. */
function isCertificateCode(code: string): boolean {
  return /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET|VERIFY|DECRYPT)_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)/.test(
    code,
  );
}

/** RFC 8446 section 6.2: what a server says that asks for a certificate and does not like what it gets. */
function isClientCertificateAlert(code: string): boolean {
  return /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|HANDSHAKE_FAILURE|UNKNOWN_CA|CERTIFICATE_UNKNOWN)|CERTIFICATE_REQUIRED/.test(
    code,
  );
}

/** `DNS:a.example, IP Address:10.0.0.1`: the names that a certificate is for. */
function namesIn(error: Error): string {
  const { cert } = error as Error & { cert?: { subjectaltname?: string; subject?: { CN?: string } } };
  const names = cert?.subjectaltname?.replace(/(?:DNS|IP Address):/g, "") ?? cert?.subject?.CN ?? "";
  return names === "" ? "another name" : names;
}

/** OpenSSL prefixes its reasons with an address and file names; the last word of the list is the reason. */
function tlsReason(message: string): string {
  const parts = message.trim().split(":");
  const reason = parts.length > 5 ? parts[5] : undefined;
  return (reason ?? message).trim() || message.trim();
}
