import { rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { cacheFolder } from "../services/folders.mjs";
import { isPortFree } from "../services/ports.mjs";
import { tryLock } from "./file-lock.mjs";

const usualPort = 3000;

/** @param {number} port */
const claimFile = (port) => join(cacheFolder(), "ports", String(port));

/**
 * The port for the studio: the one asked for, or else the first free one from 3000 on. It is claimed until
 * `giveBackPort`, since between choosing it and listening on it another start may choose it too.
 * @param {number | undefined} asked
 * @param {number} [chosen] earlier; kept if it is still free
 */
export async function choosePort(asked, chosen) {
  if (chosen && (await isUnused(chosen))) return chosen;
  if (asked) {
    if ((await isUnused(asked)) && tryLock(claimFile(asked))) return asked;
    throw new Error(`PORT ${asked} is in use. Choose another, or leave PORT unset for the next free one.`);
  }
  for (let port = usualPort; port < usualPort + 200; port++) {
    if ((await isUnused(port)) && tryLock(claimFile(port))) return port;
  }
  throw new Error(`No free port from ${usualPort} to ${usualPort + 199}; set PORT to one that is free.`);
}

/** @param {number} port */
export function giveBackPort(port) {
  rmSync(claimFile(port), { force: true });
}

/**
 * Not enough that we can listen: a program on the other loopback address would get the browser's visit to
 * `localhost` in our place.
 * @param {number} port
 */
async function isUnused(port) {
  if (!(await isPortFree(port))) return false;
  const answers = await Promise.all(["127.0.0.1", "::1"].map((host) => doesAnswer(port, host)));
  return !answers.includes(true);
}

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
function doesAnswer(port, host) {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1_000 });
    /** @param {boolean} answer */
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
    socket.once("timeout", () => settle(false));
  });
}
