#!/usr/bin/env node
import { withExplicitValues } from "./arguments.js";
import { createProgram } from "./program.js";

await createProgram().parseAsync(withExplicitValues(process.argv));
