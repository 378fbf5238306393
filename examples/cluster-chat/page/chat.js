import { Gaps } from "./gaps.js";

// What is sent while a node dies is sent again until another has acknowledged it. A message that the dead
// node had passed on already comes twice then; its sender and number tell.
const socket = io({ retries: 10, ackTimeout: 3000 });
const sender = crypto.randomUUID().slice(0, 8);
const gaps = new Gaps();
const $ = (id) => document.getElementById(id);
let number = 0;
let counting;

function say(text) {
  number += 1;
  socket.emit("say", { sender, number, text });
}

function line(text, className) {
  const item = document.createElement("li");
  item.textContent = text;
  item.className = className;
  $("log").prepend(item);
  while ($("log").childElementCount > 200) $("log").lastElementChild.remove();
}

socket.on("served by", ({ node, recovered }) => {
  $("node").textContent = node;
  $("session").textContent = recovered ? "recovered" : "new";
  line(`served by node ${node}, session ${recovered ? "recovered" : "new"}`, "event");
});
socket.on("said", (message) => {
  if (!gaps.take(message)) return;
  line(
    `${message.sender === sender ? "me" : message.sender}: ${message.text} (node ${message.node})`,
    "message",
  );
  $("received").textContent = Number($("received").textContent) + 1;
  $("missing").textContent = gaps.missing;
});
socket.on("disconnect", (reason) => line(`connection lost (${reason})`, "event"));

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if ($("text").value !== "") say($("text").value);
  $("text").value = "";
});
$("count").addEventListener("click", () => {
  if (counting === undefined) counting = setInterval(() => say(`count ${number + 1}`), 200);
  else counting = clearInterval(counting);
  $("count").textContent = counting === undefined ? "Count aloud" : "Stop counting";
});
