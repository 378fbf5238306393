import type { Area } from "../area.js";
import type { environments as en } from "../en/environments.js";

export const environments: Area<typeof en> = {
  "environment.current": "環境：{name}",
  "environment.delete": "刪除",
  "environment.descriptionOf": "變數 {number} 的說明",
  "environment.name": "環境名稱",
  "environment.nameOf": "變數 {number} 的名稱",
  "environment.new": "新增環境",
  "environment.newName": "新環境的名稱",
  "environment.none": "無環境",
  "environment.project": "專案變數",
  "environment.projectHint": "無論選擇哪個環境都有效；環境自身的變數優先。",
  "environment.remove": "移除變數 {number}",
  "environment.reveal": "顯示 {name} 的值",
  "environment.secret": "機密",
  "environment.secretHint": "機密會存放在 git 忽略的檔案中。",
  "environment.secretOf": "變數 {number} 為機密",
  "environment.switch": "環境",
  "environment.title": "環境",
  "environment.valueOf": "變數 {number} 的值",
  "variable.dynamic": "每次使用時重新產生",
  "variable.environment": "來自環境「{name}」",
  "variable.project": "來自專案",
  "variable.session": "於本次工作階段中儲存",
  "variable.unknown": "沒有這個名稱的變數。",
};
