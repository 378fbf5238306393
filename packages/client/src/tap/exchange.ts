import type { HttpRequest, HttpResponse } from "../runtime/http.js";
import { now } from "./now.js";

/** Begins an exchange for the tap; the function returned tells it, with the answer if one came. */
export function watchExchange(
  { method, url, body, options }: HttpRequest,
  requestHeaders: Readonly<Record<string, string>>,
): (response?: HttpResponse) => void {
  const at = now();
  return (response) =>
    options.tap?.exchange?.({
      at,
      role: "client",
      method,
      url,
      requestHeaders,
      ...(body !== undefined && { requestBody: body }),
      ...(response && {
        status: response.status,
        responseHeaders: response.headers,
        responseBody: response.body,
      }),
      durationMs: now() - at,
    });
}
