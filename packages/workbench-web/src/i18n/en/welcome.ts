export const welcome = {
  "playground.chat": "chat room",
  "playground.echo": "echo",
  "welcome.chat": "A Socket.IO room that talks back: events, arguments and an acknowledgement.",
  "welcome.echo": "A WebSocket that sends back what you send: text, JSON or bytes.",
  "welcome.lead": "Two small servers run on this machine. Choose one: it connects and says hello.",
  "welcome.own": "Or connect to a server of yours.",
  "welcome.title": "See a connection at work",
  "welcome.titlePlain": "Open a connection",
} as const;
