const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

/** Ends with a sentence when this Node is too old or the platform cannot run the services. */
export function checkMachine() {
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `Throughline needs Node 20.19 or later; this is ${process.versions.node}. Get one from https://nodejs.org.`,
    );
  }
  if (process.platform === "win32") {
    fail(
      "On Windows, Throughline runs inside WSL2: open a Linux terminal (wsl), clone it there and start again.",
    );
  }
}

/** @param {string} text @returns {never} */
function fail(text) {
  console.error(text);
  process.exit(1);
}
