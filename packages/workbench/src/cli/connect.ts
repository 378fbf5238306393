import { Command } from "commander";
import { type ConnectOptions, withConnectOptions } from "./connect/options.js";

export function connectCommand(): Command {
  return withConnectOptions(new Command("connect"))
    .description(
      "Connect to a WebSocket or Socket.IO server: lines of stdin are sent, what comes is printed.",
    )
    .addHelpText("after", help)
    .action(async (target: string, options: ConnectOptions) => {
      const { connect } = await import("./connect/run.js");
      process.exitCode = await connect(target, options);
    });
}

const help = `
With --socket.io a line is an event and its arguments, each JSON or a plain word:
  join lobby
  chat_message {"room":"lobby","text":"hello"} 7
or one JSON array: ["chat_message", {"text":"hello"}]

In the place of a URL a saved request may stand: its file below the project's folder. What options say counts
before what it says. With it, with --env or with --var, {{variables}} have their values in options and lines.

Messages go to stdout, everything else to stderr. Binary is printed as 0x and hex, secrets as ••••••.

Exit codes: 0 ended well, 1 could not connect, 2 wrong command line, 3 connection lost or closed with an
error, 4 a line could not be sent or was not acknowledged, 130 ended by Ctrl-C (after the closing handshake).

Examples:
  signalbox connect wss://echo.example.org
  echo hello | signalbox connect ws://localhost:3000/chat -H "Authorization: Bearer 123"
  signalbox connect --socket.io=4 http://localhost:3000/chat --auth '{"token":"123"}'
  echo 'join "lobby"' | signalbox connect --socket.io http://localhost:3000 --ack --json
  signalbox connect wss://example.org --proxy socks5://localhost:1080 --cacert ca.pem --user alice:secret
  signalbox connect requests/chat/login --env staging --var room=lobby
  signalbox connect ws://localhost:3000 --wait forever < /dev/null > received.txt`;
