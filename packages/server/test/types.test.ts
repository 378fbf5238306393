import { describe, expectTypeOf, it } from "vitest";
import {
  type BroadcastOperator,
  type DefaultEventsMap,
  type DisconnectReason,
  type Event,
  type ExtendedError,
  type Namespace,
  type RemoteSocket,
  Server,
  type ServerOptions,
  type Socket,
} from "../src/index.js";

interface ClientToServer {
  hello: (name: string) => void;
  question: (text: string, answer: (length: number) => void) => void;
}

interface ServerToClient {
  news: (headline: string, at: number) => void;
  ask: (text: string, answer: (reply: string) => void) => void;
}

interface BetweenServers {
  ping: (n: number) => void;
  count: (answer: (clients: number) => void) => void;
}

interface Data {
  user: string;
}

const typed = new Server<ClientToServer, ServerToClient, BetweenServers, Data>();
const untyped = new Server();

describe("the four type parameters", () => {
  it("are those of sockets, namespaces and remote sockets", () => {
    typed.on("connection", (socket) => {
      expectTypeOf(socket).toEqualTypeOf<Socket<ClientToServer, ServerToClient, BetweenServers, Data>>();
      expectTypeOf(socket.data).toEqualTypeOf<Data>();
      expectTypeOf(socket.nsp).toEqualTypeOf<
        Namespace<ClientToServer, ServerToClient, BetweenServers, Data>
      >();
    });
    typed.on("new_namespace", (namespace) => {
      expectTypeOf(namespace.sockets.values().next().value?.data).toEqualTypeOf<Data | undefined>();
    });
    expectTypeOf<Awaited<ReturnType<typeof typed.fetchSockets>>[number]["data"]>().toEqualTypeOf<Data>();
  });

  it("check what is listened to", () => {
    typed.on("connection", (socket) => {
      socket.on("hello", (name) => expectTypeOf(name).toEqualTypeOf<string>());
      socket.on("question", (_text, answer) =>
        expectTypeOf(answer).toEqualTypeOf<(length: number) => void>(),
      );
      socket.on("disconnect", (reason) => expectTypeOf(reason).toExtend<string>());
      // @ts-expect-error: no such event
      socket.on("unknown", () => {});
    });
    typed.on("ping", (n) => expectTypeOf(n).toEqualTypeOf<number>());
  });

  it("check what is sent", () => {
    const check = (socket: Socket<ClientToServer, ServerToClient, BetweenServers, Data>) => {
      socket.emit("news", "text", 1);
      // @ts-expect-error: an argument is missing
      socket.emit("news", "text");
      // @ts-expect-error: a wrong argument
      socket.to("room").emit("news", 1, 1);
      socket.emit("ask", "?", (reply) => expectTypeOf(reply).toEqualTypeOf<string>());
      socket.timeout(1).emit("ask", "?", (error, reply) => {
        expectTypeOf(error).toEqualTypeOf<Error>();
        expectTypeOf(reply).toEqualTypeOf<string>();
      });
      typed.timeout(1).emit("ask", "?", (error, replies) => {
        expectTypeOf(error).toEqualTypeOf<Error>();
        expectTypeOf(replies).toEqualTypeOf<string[]>();
      });
      expectTypeOf(socket.emitWithAck("ask", "?")).toEqualTypeOf<Promise<string>>();
      expectTypeOf(typed.timeout(1).emitWithAck("ask", "?")).toEqualTypeOf<Promise<string[]>>();
      expectTypeOf(typed.serverSideEmitWithAck("count")).toEqualTypeOf<Promise<number[]>>();
      typed.serverSideEmit("ping", 1);
      // @ts-expect-error: an event with an acknowledgement is not for everybody without a timeout
      typed.emit("ask", "?");
    };
    expectTypeOf(check).toBeFunction();
  });

  it("are optional", () => {
    untyped.on("connection", (socket) => {
      socket.on("anything", (value, done) => done(value.whatever.it.is));
      socket.emit("anything", 1, (answer: number) => answer);
      socket.data.free = true;
    });
    untyped.emit("anything", 1, 2, 3);
    const options: Partial<ServerOptions> = { cors: { origin: "*" }, allowEIO3: true };
    expectTypeOf(options).toExtend<object>();
  });
});

describe("the exported types", () => {
  it("are those of what the methods take and give", () => {
    expectTypeOf(typed.to("room").to).toBeFunction();
    expectTypeOf(typed.to("room")).toExtend<BroadcastOperator<never, Data>>();
    untyped.use((_socket, next) => next(Object.assign(new Error("no"), { data: 1 }) satisfies ExtendedError));
    untyped.on("connection", (socket) => {
      expectTypeOf(socket).toExtend<Socket<DefaultEventsMap, DefaultEventsMap>>();
      socket.on("disconnect", (reason) => expectTypeOf(reason).toEqualTypeOf<DisconnectReason>());
      socket.use((event) => expectTypeOf(event).toEqualTypeOf<Event>());
    });
    expectTypeOf<Awaited<ReturnType<typeof typed.fetchSockets>>>().toEqualTypeOf<
      RemoteSocket<ServerToClient, Data>[]
    >();
    const reason: DisconnectReason = "ping timeout";
    expectTypeOf(reason).toExtend<string>();
  });
});
