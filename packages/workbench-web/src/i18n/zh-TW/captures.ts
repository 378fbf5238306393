import type { Area } from "../area.js";
import type { captures as en } from "../en/captures.js";

export const captures: Area<typeof en> = {
  "capture.live": "即時",
  "captures.actions": "動作",
  "captures.delete": "刪除擷取",
  "captures.deleteAsk": "要刪除「{title}」和它的 {rows} 列嗎？這無法復原。",
  "captures.deleteNow": "刪除",
  "captures.deleteOne": "刪除 {title}",
  "captures.disk": "磁碟用量 {used} / {limit}",
  "captures.hint": "達到上限時，最舊且未保留的擷取會被清除。命名後即會保留。",
  "captures.keep": "保留",
  "captures.keepOne": "保留 {title}",
  "captures.length": "長度",
  "captures.name": "名稱",
  "captures.open": "開啟",
  "captures.openOne": "開啟 {title}",
  "captures.rename": "為擷取命名",
  "captures.renameOne": "命名 {title}",
  "captures.rows": "列數",
  "captures.saveName": "儲存",
  "captures.size": "大小",
  "captures.started": "開始時間",
  "captures.table": "所有擷取",
  "captures.title": "擷取清單",
  "problem.CAPTURE_FOREIGN": "這是 SQLite 檔案，但不是 Signalbox 的擷取。",
  "problem.CAPTURE_IN_USE": "此擷取正在錄製，無法刪除。",
  "problem.CAPTURE_TOO_NEW":
    "此擷取的格式是 {format}；這個版本的 Signalbox 最多讀取 {readable}。請更新 Signalbox 後再開啟。",
  "problem.CAPTURE_UNKNOWN": "已經沒有這個擷取了。",
  "problem.CAPTURE_UNREADABLE": "無法開啟此擷取。",
  "problem.CAPTURE_UNWRITABLE": "無法變更此擷取。",
};
