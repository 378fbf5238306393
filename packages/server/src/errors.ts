/** `attach` was given a function. An Express application is one; its HTTP server is what is needed. */
export class AttachError extends Error {
  readonly code = "SERVER_ATTACH_FUNCTION";

  constructor() {
    super(
      "You are trying to attach socket.io to an express request handler function. Please pass a http.Server instance.",
    );
    this.name = "AttachError";
  }
}

/** Something that this server does not do. The message says what to do instead. */
export class UnsupportedError extends Error {
  readonly code = "SERVER_UNSUPPORTED";

  constructor(message: string) {
    super(message);
    this.name = "UnsupportedError";
  }
}
