#!/usr/bin/env node
// Stands outside dist, so that npm finds it and links the command before the first build.
import { existsSync } from "node:fs";

const bundle = new URL("../dist/bundle/main.js", import.meta.url);
await import(existsSync(bundle) ? bundle.href : "../dist/cli/main.js");
