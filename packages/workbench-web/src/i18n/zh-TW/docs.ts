import type { Area } from "../area.js";
import type { docs as en } from "../en/docs.js";

export const docs: Area<typeof en> = {
  "docs.description": "說明",
  "docs.label": "文件",
  "docs.name": "名稱",
  "docs.none": "尚無說明。",
  "docs.owner": "負責人",
  "docs.placeholder": "這個請求的用途？可使用 Markdown。",
  "docs.read": "預覽",
  "docs.status": "狀態",
  "docs.tags": "標籤",
  "docs.tagsHint": "以逗號分隔。",
  "docs.view": "說明的顯示方式",
  "docs.write": "Markdown 原始碼",
  "requestStatus.deprecated": "已棄用",
  "requestStatus.design": "設計中",
  "requestStatus.development": "開發中",
  "requestStatus.none": "未設定",
  "requestStatus.released": "已發布",
  "requestStatus.testing": "測試中",
};
