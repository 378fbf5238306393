import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The page is a part of the workbench: its build lands in the workbench's own dist, and everything it
// needs is in it, fonts included. `base` is relative, so it does not matter where it is served.
export default defineConfig({
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../workbench/dist/page",
    emptyOutDir: true,
    target: "es2022",
    // Fonts stay files: a data: URL would need a looser Content-Security-Policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
});
