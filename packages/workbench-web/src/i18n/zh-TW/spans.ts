import type { Span, SpanText, SpanTexts } from "@signalbox/wire/anatomy";

const opcodes: Readonly<Record<number, readonly [name: string, explanation: string]>> = {
  0: ["延續", "酬載接續先前訊框開始的訊息。"],
  1: ["文字", "酬載是 UTF-8 文字。"],
  2: ["二進位", "酬載是位元組，意義由應用程式決定。"],
  8: ["關閉", "送出這個訊框之後不再送任何內容，並請對方關閉。"],
  9: ["ping", "對方必須回應內容相同的 pong。"],
  10: ["pong", "ping 的回應，或單純表示仍在線上。"],
};

const packetTypes: Readonly<Record<string, string>> = {
  open: "伺服器開啟工作階段，並告知其 id 與時間設定。",
  close: "結束傳輸。",
  ping: "心跳：對方必須回應 pong。",
  pong: "心跳的回應。",
  message: "攜帶一個訊息；在 Socket.IO 中就是它的封包。",
  upgrade: "切換到另一種傳輸。",
  noop: "沒有內容；用來結束等待中的輪詢。",
  CONNECT: "加入命名空間。",
  DISCONNECT: "離開命名空間。",
  EVENT: "一個事件：名稱與引數。",
  ACK: "對帶有編號的事件的回覆。",
  CONNECT_ERROR: "伺服器拒絕了命名空間。",
  BINARY_EVENT: "含有二進位附件的事件。",
  BINARY_ACK: "含有二進位附件的回覆。",
};

const fixed = (label: string, explanation: string) => (): SpanText => ({ label, explanation });
const valued =
  (label: string, explanation: string) =>
  ({ value }: Span): SpanText => ({ label: `${label}：${value ?? "缺少"}`, explanation });
const bit =
  (name: string, set: string, clear: string) =>
  ({ value }: Span): SpanText => ({ label: `${name}：${value ? 1 : 0}`, explanation: value ? set : clear });
const typed = ({ value }: Span): SpanText => ({
  label: `封包類型：${value ?? "缺少"}`,
  explanation: packetTypes[String(value)] ?? "沒有這個編號的封包類型。",
});

/** 位元組解說的繁體中文。 */
export const spanTextsZhTW: SpanTexts = {
  truncated: fixed("尚未完整", "位元組到此為止，後面應該還有。"),
  "websocket.frame": ({ value }) => ({
    label: `訊框：${opcodes[Number(value)]?.[0] ?? `保留 ${value}`}`,
    explanation: "一個 WebSocket 訊框：2 到 14 位元組的標頭，接著是酬載。",
  }),
  "websocket.first-byte": fixed("第一個位元組", "FIN、三個保留位元與 opcode。"),
  "websocket.fin": bit("FIN", "訊息的最後一個訊框。", "訊息還有後續訊框。"),
  "websocket.rsv1": bit("RSV1", "訊息已壓縮（permessage-deflate）。", "訊息未壓縮。"),
  "websocket.rsv2": bit("RSV2", "已設定，但沒有任何擴充賦予它意義。", "保留，為 0。"),
  "websocket.rsv3": bit("RSV3", "已設定，但沒有任何擴充賦予它意義。", "保留，為 0。"),
  "websocket.opcode": ({ value }) => ({
    label: `Opcode：${opcodes[Number(value)]?.[0] ?? `保留 ${value}`}`,
    explanation: opcodes[Number(value)]?.[1] ?? "保留給未來版本的 opcode。",
  }),
  "websocket.second-byte": fixed("第二個位元組", "遮罩位元與酬載長度。"),
  "websocket.mask": bit(
    "遮罩",
    "酬載經過遮罩；用戶端送出的每個訊框都是如此。",
    "酬載未遮罩；伺服器送出的訊框都是如此。",
  ),
  "websocket.length": ({ value }) => ({
    label: `長度：${value}`,
    explanation:
      value === 126
        ? "126 表示長度寫在接下來的兩個位元組。"
        : value === 127
          ? "127 表示長度寫在接下來的八個位元組。"
          : `酬載有 ${value} 位元組。`,
  }),
  "websocket.extended-length": ({ value }) => ({
    label: `延伸長度：${value}`,
    explanation: `酬載有 ${value} 位元組。`,
  }),
  "websocket.mask-key": valued("遮罩金鑰", "酬載的每個位元組依序與這四個位元組做 XOR。"),
  "websocket.payload.text": fixed("酬載：文字", "UTF-8 文字。"),
  "websocket.payload.binary": fixed("酬載：二進位", "應用程式的位元組。"),
  "websocket.payload.continuation": fixed("酬載：延續", "先前開始的訊息的後續部分。"),
  "websocket.payload.compressed": fixed("酬載：已壓縮", "原始 DEFLATE，結尾不含 00 00 ff ff。"),
  "websocket.payload.close": fixed("酬載：關閉", "兩個位元組的關閉代碼，以及 UTF-8 的原因。"),
  "websocket.payload.ping": fixed("酬載：ping", "pong 必須重複這些位元組。"),
  "websocket.payload.pong": fixed("酬載：pong", "所回應的 ping 的位元組。"),
  "websocket.payload.unknown": fixed("酬載", "保留 opcode 的訊框的酬載。"),
  "websocket.close-code": valued("關閉代碼", "說明連線為何關閉的數字。"),
  "websocket.close-reason": valued("原因", "以文字說明連線為何關閉。"),
  "websocket.invalid-utf8": fixed("不是 UTF-8", "UTF-8 文字在這裡不會出現這樣的位元組。"),
  "http.request-head": fixed("開啟交握", "請伺服器將這個連線切換為 WebSocket 的 HTTP 請求。"),
  "http.response-head": fixed("交握的回應", "若為 101，下一個位元組起就是 WebSocket。"),
  "http.request-line": fixed("請求列", "方法、目標與 HTTP 版本。"),
  "http.status-line": fixed("狀態列", "HTTP 版本、狀態碼與其名稱。"),
  "http.line-end": ({ error }) => ({
    label: error === undefined ? "CR LF" : "LF",
    explanation: "一行的結尾。",
  }),
  "http.empty-line": fixed("空行", "標頭到此結束。"),
  "http.method": valued("方法", "開啟交握使用 GET。"),
  "http.target": valued("目標", "網址的路徑與查詢字串。"),
  "http.version": ({ value }) => ({ label: `HTTP/${value}`, explanation: "HTTP 版本，至少 1.1。" }),
  "http.status": ({ value }) => ({
    label: `狀態碼：${value}`,
    explanation: value === 101 ? "伺服器同意切換協定。" : "伺服器沒有切換協定。",
  }),
  "http.reason": ({ value }) => ({ label: String(value), explanation: "狀態的文字說明，沒有實際作用。" }),
  "http.header": valued("標頭", "交握中的一個標頭。"),
  "http.header-name": ({ value }) => ({ label: String(value), explanation: "標頭名稱，不分大小寫。" }),
  "http.header-value": ({ value }) => ({ label: String(value), explanation: "標頭的值。" }),
  "http.subprotocol": valued("子協定", "雙方以這個名稱約定訊息的意義。"),
  "http.extension": valued("擴充", "協定的擴充，例如 permessage-deflate 壓縮（RFC 7692）。"),
  "http.extension-parameter": valued("參數", "擴充的參數。"),
  "engine.packet": fixed("Engine.IO 封包", "這段內文中的一個封包。"),
  "engine.type": typed,
  "engine.data": fixed("資料", "封包攜帶的內容。"),
  "engine.binary": ({ value }) => ({
    label: `二進位資料：${value} 位元組`,
    explanation: "由位元組構成的訊息。",
  }),
  "engine.base64-mark": fixed("Base64 標記", "字母 b 表示後面是以 Base64 寫成的位元組。"),
  "engine.base64": fixed("Base64", "以文字寫成的位元組訊息。"),
  "engine.separator": fixed("分隔符號", "Engine.IO 4 內文中，封包之間以位元組 0x1e 分隔。"),
  "engine.form": valued("形式", "0 表示封包是文字，1 表示是位元組。"),
  "engine.length": valued("長度", "封包的長度：文字內文以 UTF-16 編碼單位計，二進位內文以位元組計。"),
  "engine.length-end": fixed("長度結束", "封包從後面開始。"),
  "socket.type": typed,
  "socket.attachment-count": valued("附件數", "後面有多少個二進位訊息屬於這個封包。"),
  "socket.attachment-count-end": fixed("附件數結束", "附件數到此為止。"),
  "socket.namespace": valued("命名空間", "封包所屬的命名空間；沒有寫就是 /。"),
  "socket.namespace-end": fixed("命名空間結束", "命名空間到此為止。"),
  "socket.id": valued("回覆編號", "帶有編號的事件要求回覆，回覆會帶上同一個編號。"),
  "socket.payload": fixed("酬載", "JSON 格式的資料。"),
  "socket.event": valued("事件", "事件的名稱。"),
  "socket.placeholder": valued("附件的位置", "附件的位元組抵達後會放在這裡。"),
};
