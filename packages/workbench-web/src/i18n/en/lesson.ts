export const lesson = {
  "action.beginLesson": "Begin the first lesson again",
  "lesson.back": "Back",
  "lesson.done": "Done",
  "lesson.label": "First lesson",
  "lesson.next": "Next",
  "lesson.place": "{place} of {total}",
  "lesson.show": "Show me",
  "lesson.skip": "Skip the lesson",
  "lesson.try": "Try it",
  "lessonText.ack":
    "The server called the event’s ack function. The packet has type 3 and the same number, so the client knows which emit it answers; the time between the two stands beside the event.",
  "lessonText.engineOpen":
    "Below Socket.IO lies Engine.IO. Its first packet, 0, says the session id, how often the server pings, and which transports may take over.",
  "lessonText.event":
    "In 42 the 4 is an Engine.IO message and the 2 a Socket.IO event. Then the number of the ack that is asked for, and an array: the event’s name and its arguments.",
  "lessonText.maskedFrame":
    "What a client sends is masked: four random bytes in the frame, and every byte of the payload XORed with them. Point at the bytes below to read each one.",
  "lessonText.namespace":
    "A client joins a namespace with 40, and the server answers 40 with the socket’s id. Only then may events cross.",
  "lessonText.plainClient":
    "A Socket.IO server speaks Engine.IO at its own path and waits for these packets. A plain WebSocket asks at another path, and knows none of them: it gets nowhere.",
  "lessonText.unmaskedFrame":
    "What a server sends is not masked: two bytes of header, then the text as it is. The echo is the same payload in a shorter frame.",
  "lessonText.upgrade":
    "Every WebSocket begins as an HTTP request that asks to upgrade. The server agrees with 101 and a hash of the client’s key; after that the bytes are frames.",
  "lessonTitle.ack": "Its ack.",
  "lessonTitle.engineOpen": "An Engine.IO open.",
  "lessonTitle.event": "An event.",
  "lessonTitle.maskedFrame": "A masked frame.",
  "lessonTitle.namespace": "The namespace.",
  "lessonTitle.plainClient": "Why a plain WebSocket client fails here.",
  "lessonTitle.unmaskedFrame": "The answer.",
  "lessonTitle.upgrade": "The upgrade and its 101.",
} as const;
