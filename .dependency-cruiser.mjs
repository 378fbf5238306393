/**
 * The layers of ARCHITECTURE.md, from the ground up. Each may import itself and what is listed.
 * What is not listed is refused.
 */
const layers = {
  wire: [],
  websocket: ["wire"],
  client: ["wire", "websocket"],
  server: ["wire", "websocket"],
  adapters: ["server"],
  workbench: ["wire", "websocket", "client", "server", "adapters"],
  "workbench-web": ["wire", "client", "workbench"],
};

const rules = Object.entries(layers).map(([name, below]) => ({
  name: `${name}-imports-only-what-is-below-it`,
  severity: "error",
  from: { path: `^packages/${name}/src/` },
  to: { path: "^packages/", pathNot: `^packages/(${[name, ...below].join("|")})/` },
}));

export default {
  forbidden: [
    ...rules,
    {
      name: "wire-stands-alone",
      comment: "No dependency and no node: module, so that the same code runs everywhere.",
      severity: "error",
      from: { path: "^packages/wire/src/" },
      to: { pathNot: "^packages/wire/src/" },
    },
    {
      name: "wire-protocols-do-not-know-each-other",
      severity: "error",
      from: { path: "^packages/wire/src/(websocket|engine|socket)/" },
      to: {
        path: "^packages/wire/src/(websocket|engine|socket|anatomy)/",
        pathNot: "^packages/wire/src/$1/",
      },
    },
    {
      name: "the-page-knows-only-the-contract",
      severity: "error",
      from: { path: "^packages/workbench-web/src/" },
      to: { path: "^packages/workbench/", pathNot: "^packages/workbench/(src|dist)/contract/" },
    },
    {
      name: "the-contract-stands-alone",
      severity: "error",
      from: { path: "^packages/workbench/src/contract/" },
      to: { path: "^packages/workbench/src/", pathNot: "^packages/workbench/src/contract/" },
    },
    {
      name: "sources-import-no-peer-and-no-test",
      severity: "error",
      from: { path: "^packages/[^/]+/src/" },
      to: { path: "^(peers/|packages/[^/]+/test/)" },
    },
    {
      name: "published-code-imports-what-its-package-names",
      severity: "error",
      from: { path: "^packages/(wire|websocket|client|server|adapters|workbench)/src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    // TypeScript 7 has no compiler API that the cruiser knows; with another parser it would see nothing.
    parser: "swc",
    tsPreCompilationDeps: true,
    // It reads no TSX either: what views may import is held by Biome (noRestrictedImports in biome.json).
    doNotFollow: { path: "node_modules|/(client-)?dist/|\\.tsx$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
    },
  },
};
