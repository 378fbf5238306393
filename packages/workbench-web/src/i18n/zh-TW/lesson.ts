import type { Area } from "../area.js";
import type { lesson as en } from "../en/lesson.js";

export const lesson: Area<typeof en> = {
  "action.beginLesson": "重新開始第一課",
  "lesson.back": "上一步",
  "lesson.done": "完成",
  "lesson.label": "第一課",
  "lesson.next": "下一步",
  "lesson.place": "{place} / {total}",
  "lesson.show": "帶我看",
  "lesson.skip": "略過這一課",
  "lesson.try": "試試看",
  "lessonText.ack":
    "伺服器呼叫了這個事件的 ack 函式。封包型別是 3，編號相同，用戶端因此知道它回應的是哪一次 emit；兩者之間的時間顯示在事件旁。",
  "lessonText.engineOpen":
    "Socket.IO 底下是 Engine.IO。它的第一個封包 0 說明工作階段 id、伺服器多久 ping 一次，以及可以升級到哪些傳輸方式。",
  "lessonText.event":
    "42 之中，4 是 Engine.IO 訊息，2 是 Socket.IO 事件。接著是要求的 ack 編號，再來是一個陣列：事件名稱與它的引數。",
  "lessonText.maskedFrame":
    "用戶端送出的內容都經過遮罩：訊框裡有四個隨機位元組，內容的每個位元組都與它們做 XOR。指向下方的位元組即可逐一閱讀。",
  "lessonText.namespace":
    "用戶端以 40 加入命名空間，伺服器以 40 和 socket 的 id 回應。在那之後事件才能往來。",
  "lessonText.plainClient":
    "Socket.IO 伺服器在自己的路徑上以 Engine.IO 通訊，並等待上面這些封包。一般的 WebSocket 會在別的路徑請求，也不懂這些封包，所以行不通。",
  "lessonText.unmaskedFrame":
    "伺服器送出的內容沒有遮罩：兩個位元組的標頭，接著就是原本的文字。回聲是同樣的內容，訊框卻更短。",
  "lessonText.upgrade":
    "每個 WebSocket 都從一個要求升級的 HTTP 請求開始。伺服器以 101 和用戶端金鑰的雜湊表示同意；之後的位元組就都是訊框。",
  "lessonTitle.ack": "它的回覆（ack）。",
  "lessonTitle.engineOpen": "Engine.IO 的 open。",
  "lessonTitle.event": "一個事件。",
  "lessonTitle.maskedFrame": "一個有遮罩的訊框。",
  "lessonTitle.namespace": "命名空間。",
  "lessonTitle.plainClient": "為什麼一般 WebSocket 用戶端在此行不通。",
  "lessonTitle.unmaskedFrame": "回應。",
  "lessonTitle.upgrade": "升級請求與它的 101。",
};
