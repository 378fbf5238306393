// What the option `tap` needs: there from the start in Node, to be imported in a browser.
import { tellEnginePacket } from "./tap/engine-packets.js";
import { watchExchange } from "./tap/exchange.js";
import { watchCodec } from "./tap/socket-packets.js";
import { useWatching } from "./watching.js";

useWatching({ codec: watchCodec, packet: tellEnginePacket, exchange: watchExchange });
