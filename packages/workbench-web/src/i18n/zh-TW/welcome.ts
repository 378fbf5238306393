import type { Area } from "../area.js";
import type { welcome as en } from "../en/welcome.js";

export const welcome: Area<typeof en> = {
  "playground.chat": "聊天室",
  "playground.echo": "回聲",
  "welcome.chat": "會回話的 Socket.IO 聊天室：事件、引數與回覆。",
  "welcome.echo": "把你送出的內容原樣送回的 WebSocket：文字、JSON 或位元組。",
  "welcome.lead": "這台電腦上有兩個小伺服器在執行。選一個，就會連線並打招呼。",
  "welcome.own": "或連線到你自己的伺服器。",
  "welcome.title": "看看連線如何運作",
  "welcome.titlePlain": "開啟連線",
};
