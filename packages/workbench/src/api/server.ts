import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import staticFiles from "@fastify/static";
import fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import type { Workbench } from "../workbench.js";
import { Guard, type Refusal } from "./guard.js";
import { securityHeaders } from "./headers.js";
import { PageLink } from "./page-link.js";

export interface ApiOptions {
  readonly workbench: Workbench;
  /** 0: any free port. */
  readonly port: number;
  /** The built page; default: the one that comes with this package. */
  readonly pageDirectory?: string;
}

export interface Api {
  readonly port: number;
  /** The address to open, token included. */
  readonly url: string;
  close(): Promise<void>;
}

const refusals: Record<Refusal, string> = {
  host: "This address is not one of the workbench's own names.\n",
  origin: "Pages of other sites may not speak to the workbench.\n",
  token: "Open the workbench with the address that it printed when it started; it carries a token.\n",
};

/** Serves the page and its link on 127.0.0.1 and nowhere else. */
export async function startApi({ workbench, port, pageDirectory = builtPage }: ApiOptions): Promise<Api> {
  const app = fastify({ logger: false, forceCloseConnections: true });
  let guard: Guard | undefined;

  app.addHook("onRequest", async (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers(securityHeaders(request.headers.host ?? ""));
    if (!guard) return reply.code(503).send();
    const { token, ...rest } = request.query as Readonly<Record<string, string | undefined>>;
    const refusal = guard.checkSource(request.headers);
    if (!refusal && typeof token === "string" && guard.isToken(token)) {
      const query = new URLSearchParams(rest as Record<string, string>).toString();
      const path = request.url.split("?", 1)[0] ?? "/";
      return reply
        .header("set-cookie", guard.cookie())
        .header("cache-control", "no-store")
        .redirect(query === "" ? path : `${path}?${query}`, 303);
    }
    const refused = refusal ?? guard.check(request.headers);
    if (refused) return refuse(reply, refused);
  });

  if (existsSync(join(pageDirectory, "index.html"))) {
    await app.register(staticFiles, {
      root: pageDirectory,
      setHeaders: (response, path) => {
        // Names of assets carry a hash of their content.
        const isAsset = path.startsWith(join(pageDirectory, "assets"));
        response.setHeader("cache-control", isAsset ? "max-age=31536000, immutable" : "no-store");
      },
    });
  } else {
    app.get("/", (_request, reply) =>
      reply.code(503).type("text/plain").send("The page is not built yet: run `npm run build`.\n"),
    );
  }

  await app.listen({ host: "127.0.0.1", port });
  const address = app.server.address() as AddressInfo;
  const ready = new Guard(address.port);
  guard = ready;
  const link = new PageLink(app.server, workbench, (request) => ready.check(request.headers) === undefined);
  workbench.attach(link);
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}/?token=${ready.token}`,
    async close() {
      workbench.attach(undefined);
      await link.close();
      await app.close();
    },
  };
}

/** packages/workbench/dist/page, seen from dist/api and from src/api alike. */
const builtPage = fileURLToPath(new URL("../../dist/page", import.meta.url));

function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply
    .code(refusal === "token" ? 401 : 403)
    .header("cache-control", "no-store")
    .type("text/plain")
    .send(refusals[refusal]);
}
