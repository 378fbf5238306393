import type { Area } from "../area.js";
import type { request as en } from "../en/request.js";

export const request: Area<typeof en> = {
  "headers.add": "新增標頭",
  "headers.label": "標頭",
  "headers.name": "標頭 {number} 的名稱",
  "headers.namePlaceholder": "名稱",
  "headers.remove": "移除標頭 {number}",
  "headers.value": "標頭 {number} 的值",
  "headers.valuePlaceholder": "值",
  "settings.auth": "auth 資料（JSON）",
  "settings.authNotInV2": "Socket.IO v2 沒有 auth 資料，只有 v3 與 v4 會送出。",
  "settings.label": "設定",
  "settings.namespace": "命名空間就是網址中的路徑：",
  "settings.path": "交握路徑",
  "settings.subprotocols": "子協定",
  "settings.subprotocolsHint": "以逗號分隔，優先使用的放最前面。",
  "settings.verifyTls": "驗證 TLS 憑證",
  "settings.verifyTlsOff": "未驗證憑證：中間的任何人都能讀取並竄改這個連線。",
  "settings.version": "Socket.IO 版本",
  "version.auto": "自動",
  "version.autoLong": "自動判斷",
  "version.number": "第 {version} 版",
};
