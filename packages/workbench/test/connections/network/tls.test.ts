import { expect, test } from "vitest";
import type { TlsSettings } from "../../../src/contract/index.js";
import { folderWith } from "../../project/folder.js";
import { alice, authority, elsewhere, expired, localhost } from "../certificates.js";
import { startRawServer, startTlsEcho } from "../raw-server.js";
import { Recorder } from "../recorder.js";

async function outcome(port: number, tls: TlsSettings, scheme = "wss") {
  const recorder = new Recorder({ protocol: "websocket", url: `${scheme}://localhost:${port}/`, tls });
  await recorder.connection.open();
  await recorder.ended();
  return recorder.connection.state;
}

const files = () =>
  folderWith({ "ca.pem": authority, "alice.pem": alice.cert, "alice.key": alice.key, "bad.pem": "nothing" });

test("an authority from a file is trusted", async () => {
  const port = await startTlsEcho(localhost);
  const folder = await files();
  expect(await outcome(port, {})).toMatchObject({ phase: "failed" });
  expect(await outcome(port, { caFile: `${folder}/ca.pem` })).toMatchObject({ phase: "connected" });
});

test("the name asked for and checked can be another than the address's", async () => {
  const port = await startTlsEcho(elsewhere);
  const caFile = `${await files()}/ca.pem`;
  expect(await outcome(port, { caFile })).toMatchObject({
    phase: "failed",
    problem: { code: "TLS_NAME", step: "tls", values: { host: "localhost", names: "elsewhere.example" } },
  });
  expect(await outcome(port, { caFile, serverName: "elsewhere.example" })).toMatchObject({
    phase: "connected",
  });
});

test("a client certificate is shown", async () => {
  const port = await startTlsEcho({
    ...localhost,
    ca: authority,
    requestCert: true,
    rejectUnauthorized: true,
  });
  const folder = await files();
  const caFile = `${folder}/ca.pem`;
  expect(await outcome(port, { caFile })).toMatchObject({
    phase: "failed",
    problem: { code: "TLS_CLIENT_CERTIFICATE", step: "tls" },
  });
  const shown = { caFile, certificateFile: `${folder}/alice.pem`, keyFile: `${folder}/alice.key` };
  expect(await outcome(port, shown)).toMatchObject({ phase: "connected" });
});

test("an expired certificate", async () => {
  const port = await startTlsEcho(expired);
  expect(await outcome(port, { caFile: `${await files()}/ca.pem` })).toMatchObject({
    problem: { code: "TLS_EXPIRED", step: "tls" },
  });
});

test("TLS asked of a port without, and the other way round", async () => {
  const plain = await startRawServer((socket) => {
    socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  });
  expect(await outcome(plain, {})).toMatchObject({
    problem: { code: "TLS_NOT_SPOKEN", advice: expect.stringContaining("ws:") },
  });
  const secure = await startTlsEcho(localhost);
  expect(await outcome(secure, {}, "ws")).toMatchObject({ problem: { code: "TLS_SPOKEN", step: "http" } });
});

test("files that cannot be used", async () => {
  const port = await startTlsEcho(localhost);
  const folder = await files();
  expect(await outcome(port, { caFile: `${folder}/missing.pem` })).toMatchObject({
    problem: { code: "FILE_UNREADABLE", values: { path: `${folder}/missing.pem` } },
  });
  const mismatch = { certificateFile: `${folder}/alice.pem`, keyFile: `${folder}/bad.pem` };
  expect(await outcome(port, mismatch)).toMatchObject({ problem: { code: "TLS_FILES_INVALID" } });
});
