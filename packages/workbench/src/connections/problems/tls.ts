import type { Problem } from "../../contract/index.js";

/** Of certificates and the TLS handshake. */
export const tlsProblems = {
  certificate: (host: string, reason: string): Problem => ({
    code: "TLS_CERTIFICATE",
    step: "tls",
    message: `The certificate of ${host} is not trusted: ${reason}.`,
    advice:
      "Name the authority's file (CA) in the TLS settings, fix the certificate, or switch verification off for this request alone.",
    values: { host, reason },
  }),
  certificateName: (host: string, names: string): Problem => ({
    code: "TLS_NAME",
    step: "tls",
    message: `The certificate that ${host} shows is for ${names}.`,
    advice: "Connect to one of those names, or set the server name of the TLS settings to it.",
    values: { host, names },
  }),
  certificateExpired: (host: string): Problem => ({
    code: "TLS_EXPIRED",
    step: "tls",
    message: `The certificate of ${host} has expired.`,
    advice: "Renew it, and check the clock of this computer.",
    values: { host },
  }),
  certificateSelfSigned: (host: string): Problem => ({
    code: "TLS_SELF_SIGNED",
    step: "tls",
    message: `The certificate of ${host} is signed by itself or by an authority that is not known here.`,
    advice:
      "Name the authority's file (CA) in the TLS settings, or switch verification off for this request alone.",
    values: { host },
  }),
  clientCertificate: (host: string, reason: string): Problem => ({
    code: "TLS_CLIENT_CERTIFICATE",
    step: "tls",
    message: `${host} does not accept our side of the TLS handshake (${reason}); it may ask for a client certificate.`,
    advice: "Name a certificate and its key in the TLS settings.",
    values: { host, reason },
  }),
  tlsNotSpoken: (host: string, port: string): Problem => ({
    code: "TLS_NOT_SPOKEN",
    step: "tls",
    message: `Port ${port} of ${host} answers without TLS.`,
    advice: "Use ws: or http: instead.",
    values: { host, port },
  }),
  tlsSpoken: (host: string, port: string): Problem => ({
    code: "TLS_SPOKEN",
    step: "http",
    message: `Port ${port} of ${host} answers in TLS.`,
    advice: "Use wss: or https: instead.",
    values: { host, port },
  }),
  tlsFiles: (reason: string): Problem => ({
    code: "TLS_FILES_INVALID",
    step: "tls",
    message: `The files of the TLS settings cannot be used: ${reason}.`,
    advice: "They must be PEM; the key must belong to the certificate, and its passphrase be right.",
    values: { reason },
  }),
  tls: (host: string, reason: string): Problem => ({
    code: "TLS_FAILED",
    step: "tls",
    message: `The TLS handshake with ${host} failed: ${reason}.`,
    advice: "If the port speaks no TLS, use ws: or http: instead.",
    values: { host, reason },
  }),
} as const;
