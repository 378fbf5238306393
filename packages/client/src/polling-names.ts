// The names by which entries with polling export it.
export {
  PollingTransport,
  PollingTransport as Fetch,
  PollingTransport as NodeXHR,
  PollingTransport as XHR,
} from "./engine/polling.js";
