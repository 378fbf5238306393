/** What requests, and what captures, are written as for other tools. */
export type CollectionFormat =
  | "postman"
  | "postman-2.1"
  | "insomnia"
  | "insomnia-4"
  | "bruno"
  | "http"
  | "asyncapi"
  | "asyncapi-2";
export type CaptureFormat = "har" | "ndjson" | "asyncapi" | "asyncapi-2";

/** Something that a format has no place for, or that was left out on purpose. */
export interface Loss {
  /** The request, message or variable concerned. */
  readonly where: string;
  readonly code: LossCode;
  /** What its words name. */
  readonly values?: Readonly<Record<string, string | number>>;
}

export type LossCode =
  | "authorization"
  | "auth"
  | "binaryArgument"
  | "collectionDescription"
  | "compression"
  | "cookies"
  | "disabledRows"
  | "environment"
  | "environmentFile"
  | "environmentTaken"
  | "errorMessage"
  | "exampleWithVariables"
  | "fileArgument"
  | "fileMessage"
  | "folder"
  | "incomingMessage"
  | "messageDescription"
  | "messageKind"
  | "messageLimit"
  | "messageNames"
  | "messageNamespace"
  | "messages"
  | "namespaces"
  | "noSocketIo"
  | "organisation"
  | "origin"
  | "otherEntries"
  | "otherProtocols"
  | "parser"
  | "path"
  | "proxy"
  | "reactions"
  | "reconnection"
  | "redirects"
  | "scripts"
  | "secretCookie"
  | "secretHeader"
  | "secretPassphrase"
  | "secretPassword"
  | "secretToken"
  | "secretValue"
  | "subprotocols"
  | "timeout"
  | "tls"
  | "transports"
  | "variableName"
  | "variableTaken"
  | "version"
  | "versionDetection"
  | "waiting";

/** A file's name, or its path in a folder with `/`, and its text. */
export interface ExchangedFile {
  readonly name: string;
  readonly text: string;
}

export interface ImportReport {
  /** Paths of the requests that were made. */
  readonly requests: readonly string[];
  /** Names of the captures that were made. */
  readonly captures: readonly string[];
  readonly losses: readonly Loss[];
}

export interface ExportReport {
  readonly files: readonly ExchangedFile[];
  readonly losses: readonly Loss[];
}
