// The server and client of graphql-ws, as its own documentation starts them.
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from "graphql";
import { createClient } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import * as ws from "ws";

async function* greetings() {
  for (const greetings of ["Hi", "Bonjour", "Hola"]) yield { greetings };
}
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: "Query",
    fields: { hello: { type: GraphQLString, resolve: () => "world" } },
  }),
  subscription: new GraphQLObjectType({
    name: "Subscription",
    fields: { greetings: { type: GraphQLString, subscribe: greetings } },
  }),
});
const server = new ws.WebSocketServer({ port: 0, host: "127.0.0.1", path: "/graphql" });
useServer({ schema }, server);
server.on("listening", async () => {
  const client = createClient({
    url: `ws://127.0.0.1:${server.address().port}/graphql`,
    webSocketImpl: ws.WebSocket,
  });
  const answers = [];
  for (const query of ["{ hello }", "subscription { greetings }"]) {
    for await (const { data } of client.iterate({ query })) answers.push(data);
  }
  await client.dispose();
  console.log(JSON.stringify({ isOurs: "prepareMessage" in ws, answers }));
  process.exit();
});
