import type { Area } from "../area.js";
import type { events as en } from "../en/events.js";

export const events: Area<typeof en> = {
  "events.add": "新增",
  "events.all": "所有事件",
  "events.choices": "顯示",
  "events.count": "次數",
  "events.event": "事件",
  "events.label": "事件",
  "events.listenTo": "監聽 {event}",
  "events.listened": "監聽",
  "events.listenedOnly": "只看這些",
  "events.mute": "靜音",
  "events.muteOne": "將 {event} 靜音",
  "events.name": "要監聽的事件",
  "events.namespace": "命名空間",
  "events.none": "還沒有看到任何事件。",
  "events.rate": "每秒",
  "events.remove": "移除 {event}",
  "events.seen": "此連線上看到的",
  "events.show": "時間軸顯示",
  "events.solo": "獨看",
  "events.soloOne": "獨看 {event}",
};
