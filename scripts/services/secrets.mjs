import { createHmac, randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Secrets
 * @property {string} databaseOwnerPassword of the embedded Postgres
 * @property {string} databaseAppPassword used where the owner's URL holds no password to derive one from
 * @property {string} nextauthSecret
 * @property {string} encryptionKey 32 bytes, base64
 */

/**
 * The secrets this data folder keeps, made on first use in a file of mode 600.
 * @param {string} folder
 * @returns {Secrets}
 */
export function keptSecrets(folder) {
  const file = join(folder, "secrets.json");
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const secrets = {
    databaseOwnerPassword: randomBytes(24).toString("base64url"),
    databaseAppPassword: randomBytes(24).toString("base64url"),
    nextauthSecret: randomBytes(32).toString("base64"),
    encryptionKey: randomBytes(32).toString("base64"),
    ...kept,
  };
  if (Object.keys(secrets).some((name) => !(name in kept)))
    writePrivateFile(file, JSON.stringify(secrets, null, 2));
  return secrets;
}

/**
 * Writes a file only its owner can read, whole or not at all.
 * @param {string} file
 * @param {string} text
 */
export function writePrivateFile(file, text) {
  const unfinished = `${file}.${process.pid}`;
  const handle = openSync(unfinished, "w", 0o600);
  writeSync(handle, `${text}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(unfinished, file);
}

/**
 * The password of the role the app connects as. Derived from the owner's, so that every instance on one
 * cluster agrees on it without sharing a file, and whoever knows it learns nothing of the owner's.
 * @param {string} ownerPassword
 */
export function derivedAppPassword(ownerPassword) {
  return createHmac("sha256", ownerPassword).update("throughline_app").digest("base64url");
}
