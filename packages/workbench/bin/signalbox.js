#!/usr/bin/env node
// Stands outside dist, so that npm finds it and links the command before the first build.
import "../dist/cli/main.js";
