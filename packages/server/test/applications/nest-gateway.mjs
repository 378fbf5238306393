// A Nest application with a gateway. The decorators are applied by hand: this file is not compiled.
import "reflect-metadata";
import { Module, UseGuards } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
} from "@nestjs/websockets";
import { from, map } from "rxjs";

const onMethod = (target, name, ...decorators) => {
  const descriptor = Object.getOwnPropertyDescriptor(target.prototype, name);
  for (const decorate of decorators) decorate(target.prototype, name, descriptor);
};
const onParameter = (target, name, index, decorate) => decorate(target.prototype, name, index);

class HasToken {
  canActivate(context) {
    return context.switchToWs().getClient().handshake.auth.token === "secret";
  }
}

class ChatGateway {
  afterInit(server) {
    server.use((socket, next) => {
      socket.data.since = "middleware";
      next();
    });
  }
  handleConnection(client) {
    client.emit("welcome", client.data.since);
  }
  handleDisconnect(client) {
    console.log(`left ${client.data.since}`);
  }
  identity(data) {
    return data;
  }
  findAll() {
    return from([1, 2, 3]).pipe(map((item) => ({ event: "events", data: item })));
  }
  join(room, client) {
    client.join(room);
    this.server.to(room).emit("joined", room);
  }
  secret() {
    return "the secret";
  }
  broken() {
    throw new WsException("Invalid credentials.");
  }
}
WebSocketServer()(ChatGateway.prototype, "server");
onMethod(ChatGateway, "identity", SubscribeMessage("identity"));
onParameter(ChatGateway, "identity", 0, MessageBody());
onMethod(ChatGateway, "findAll", SubscribeMessage("events"));
onMethod(ChatGateway, "join", SubscribeMessage("join"));
onParameter(ChatGateway, "join", 0, MessageBody());
onParameter(ChatGateway, "join", 1, ConnectedSocket());
onMethod(ChatGateway, "secret", SubscribeMessage("secret"), UseGuards(new HasToken()));
onMethod(ChatGateway, "broken", SubscribeMessage("broken"));
WebSocketGateway({ namespace: "chat", cors: { origin: "*" } })(ChatGateway);

class AppModule {}
Module({ providers: [ChatGateway] })(AppModule);

const app = await NestFactory.create(AppModule, { logger: false });
await app.listen(0, "127.0.0.1");
console.log(`ready ${app.getHttpServer().address().port}`);
process.on("SIGTERM", () => app.close().then(() => process.exit(0)));
