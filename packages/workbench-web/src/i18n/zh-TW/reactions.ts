import type { Area } from "../area.js";
import type { reactions as en } from "../en/reactions.js";

export const reactions: Area<typeof en> = {
  "reactions.add": "新增自動回應",
  "reactions.addStep": "新增步驟",
  "reactions.any": "任意",
  "reactions.contains": "酬載包含",
  "reactions.event": "事件為",
  "reactions.label": "自動回應",
  "reactions.name": "自動回應 {number} 的名稱",
  "reactions.namespace": "命名空間為",
  "reactions.none": "自動回應會等待符合條件的訊息，然後將其中的值存成變數、傳送訊息，或回覆 ack。",
  "reactions.numbered": "自動回應 {number}",
  "reactions.on": "自動回應 {number} 已啟用",
  "reactions.path": "JSONPath 有結果",
  "reactions.remove": "移除自動回應 {number}",
  "reactions.removeArgument": "移除引數 {index}",
  "reactions.removeStep": "移除步驟",
  "reactions.step.ack": "回覆 (Ack)",
  "reactions.step.send": "傳送",
  "reactions.step.store": "儲存值",
  "reactions.then": "動作",
  "reactions.valuePath": "值的 JSONPath",
  "reactions.variable": "變數",
  "reactions.when": "條件",
};
