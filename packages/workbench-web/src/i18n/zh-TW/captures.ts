import type { Area } from "../area.js";
import type { captures as en } from "../en/captures.js";

export const captures: Area<typeof en> = {
  "capture.live": "即時",
  "captures.actions": "動作",
  "captures.delete": "刪除擷取",
  "captures.deleteAsk": "要刪除「{title}」和它的 {rows} 列嗎?這無法復原。",
  "captures.deleteNow": "刪除",
  "captures.deleteOne": "刪除 {title}",
  "captures.disk": "磁碟用量 {used} / {limit}",
  "captures.hint": "達到上限時,最舊且未保留的擷取會被清除。命名後即會保留。",
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
};
