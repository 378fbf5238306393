import type { Area } from "../area.js";
import type { composer as en } from "../en/composer.js";

export const composer: Area<typeof en> = {
  "body.binary": "二進位",
  "body.encoding": "二進位的寫法",
  "body.jsonPlaceholder": "JSON，例如鍵名加上引號的物件",
  "body.kind": "訊息類型",
  "body.text": "文字",
  "body.textPlaceholder": "輸入訊息",
  "composer.ack": "要求回覆 (Ack)",
  "composer.ackTimeout": "等待回覆的逾時時間（毫秒）",
  "composer.addArgument": "新增引數",
  "composer.argument": "引數 {index}",
  "composer.arguments": "引數",
  "composer.event": "事件名稱",
  "composer.label": "請求",
  "composer.message": "訊息",
  "composer.moveLeft": "將引數左移",
  "composer.moveRight": "將引數右移",
  "composer.namespace": "命名空間",
  "composer.noArguments": "這個事件會以沒有引數的形式送出。",
  "composer.removeArgument": "移除引數",
  "composer.sendAnyway": "仍以文字傳送",
};
