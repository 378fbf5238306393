import { describe, expect, it } from "vitest";
import { type Collection, collectionFormats, readCollection } from "../../src/formats/index.js";
import { requestNamed, sample } from "./sample.js";

function throughFormat(name: string, collection: Collection = sample) {
  const format = collectionFormats.find((one) => one.name === name);
  if (format === undefined) throw new Error(`no format is named ${name}`);
  const written = format.write(collection, { withSecrets: false });
  const sources = written.files.map(({ path, text }) => ({ file: path, text }));
  return { written, read: readCollection(sources).collection };
}

const ticker = requestNamed(sample.requests, "Ticker");
const chat = requestNamed(sample.requests, "Chat");

describe("a round trip keeps what the format carries", () => {
  it.each(["postman", "insomnia", "insomnia-4"])("%s: both protocols, messages, events, folders", (name) => {
    const { read } = throughFormat(name);
    expect(read.name).toBe("Trains");
    expect(read.description).toBe("Everything that runs.");
    const readTicker = requestNamed(read.requests, "Ticker");
    expect(readTicker.folders).toEqual(ticker.folders);
    expect(readTicker.saved.request).toEqual(ticker.saved.request);
    expect(readTicker.saved.messages).toEqual(ticker.saved.messages);
    expect(readTicker.saved.description).toBe(ticker.saved.description);
    const readChat = requestNamed(read.requests, "Chat");
    expect(readChat.folders).toEqual(chat.folders);
    expect(readChat.saved.messages).toEqual(chat.saved.messages);
    expect(readChat.saved.events).toEqual(chat.saved.events);
    expect(readChat.saved.request).toMatchObject({ url: "http://{{host}}/chat", path: "/realtime" });
    expect(read.variables.map((variable) => variable.name)).toEqual(["host", "token"]);
  });

  it("postman: the Socket.IO version too", () => {
    const { read } = throughFormat("postman");
    expect(requestNamed(read.requests, "Chat").saved.request).toEqual(chat.saved.request);
  });

  it.each(["insomnia", "insomnia-4", "bruno"])("%s: environments", (name) => {
    expect(throughFormat(name).read.environments).toContainEqual(sample.environments[0]);
  });

  it("bruno: WebSocket requests with their messages, tags, rows that are off, folders", () => {
    const { read, written } = throughFormat("bruno");
    expect(read.requests.map(({ saved }) => saved.name)).toEqual(["Ticker"]);
    const readTicker = requestNamed(read.requests, "Ticker");
    expect(readTicker.folders).toEqual(ticker.folders);
    expect(readTicker.saved).toEqual(ticker.saved);
    expect(written.losses).toContainEqual({ where: "Chat", code: "noSocketIo" });
  });

  it("http: WebSocket requests with their messages", () => {
    const { read, written } = throughFormat("http");
    const { saved } = requestNamed(read.requests, "Ticker");
    expect(saved.request.url).toBe("ws://{{host}}/ticker?line=7&from=a%20b");
    expect(saved.request.headers).toEqual([
      { name: "X-Client", value: "box" },
      { name: "Authorization", value: "Bearer {{token}}" },
    ]);
    expect(saved.messages.map(({ message }) => message)).toEqual(
      ticker.saved.messages.map(({ message }) => message),
    );
    expect(saved.description).toBe("All departures.");
    expect(written.losses).toContainEqual({ where: "Ticker", code: "disabledRows" });
    expect(written.losses).toContainEqual({ where: "Ticker", code: "folder" });
  });

  it("postman-2.1: addresses, headers and authorization; messages are told as lost", () => {
    const { read, written } = throughFormat("postman-2.1");
    expect(requestNamed(read.requests, "Ticker").saved.request).toEqual(ticker.saved.request);
    expect(written.losses).toContainEqual({ where: "Ticker", code: "messages" });
    expect(written.losses).toContainEqual({
      where: "Chat",
      code: "noSocketIo",
    });
  });

  it.each(["asyncapi", "asyncapi-2"])("%s: servers, channels, messages with their arguments", (name) => {
    const { read } = throughFormat(name);
    expect(read.name).toBe("Trains");
    const webSocket = read.requests.find(({ saved }) => saved.request.protocol === "websocket")?.saved;
    expect(webSocket?.request.url).toBe("ws://{{host}}/ticker?line=7&from=a%20b");
    expect(webSocket?.messages.map(({ message }) => message)).toEqual(
      ticker.saved.messages.map(({ message }) => message),
    );
    const socketIo = read.requests.find(({ saved }) => saved.request.protocol === "socket.io")?.saved;
    expect(socketIo?.request).toMatchObject({
      url: "http://{{host}}/chat",
      version: 3,
      path: "/realtime",
    });
    expect(socketIo?.messages.map(({ message }) => message)).toEqual(
      chat.saved.messages.map(({ message }) => message),
    );
    expect(socketIo?.events?.map(({ event }) => event)).toEqual(["user_joined", "typing"]);
  });
});

describe("secrets", () => {
  const plain: Collection = {
    ...sample,
    requests: sample.requests.map(({ folders, saved }) => ({
      folders,
      saved: {
        ...saved,
        request: {
          ...saved.request,
          headers: [{ name: "Authorization", value: "Token abc-123" }],
          authorization: { type: "basic", username: "ann", password: "pa55word" },
          cookies: [{ name: "session", value: "c00kie" }],
        },
      },
    })),
  };

  it.each(collectionFormats.map(({ name }) => name))("%s leaves them out and says so", (name) => {
    const { written } = throughFormat(name, plain);
    const text = written.files.map((file) => file.text).join("\n");
    for (const secret of ["s3cret", "abc-123", "pa55word", "c00kie"]) expect(text).not.toContain(secret);
    expect(written.losses.some(({ code }) => code.startsWith("secret"))).toBe(true);
  });

  it("writes them when asked", () => {
    const format = collectionFormats.find(({ name }) => name === "postman");
    const text = format?.write(plain, { withSecrets: true }).files[0]?.text;
    for (const secret of ["s3cret", "abc-123", "pa55word"]) expect(text).toContain(secret);
  });
});
