// Read by every Node since 12.17, so that an old one gets a sentence instead of a syntax error:
// keep the syntax plain and import nothing here.

/** Ends the process with one sentence when this Node is older than Signalbox needs. */
export function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    "Signalbox needs Node 20.19 or newer; this is Node " +
      process.versions.node +
      ". Install a newer one from https://nodejs.org and run the command again.",
  );
  process.exit(1);
}
