import { join } from "node:path";

/**
 * Says where the studio is and how to sign in, in one piece: outside programs wait for the first line and may
 * read no further.
 * @param {{ url: string, folder: string, signIn: import("./first-sign-in.mjs").SignIn, isNew: boolean, isDevelopment: boolean }} ready
 */
export function showReady({ url, folder, signIn, isNew, isDevelopment }) {
  const kept = join(folder, "first-sign-in.json");
  const lines = ["", `Throughline is ready at ${url}`];
  if (isNew) {
    lines.push(`Sign in as ${signIn.email} with the password ${signIn.password}`, `It is kept in ${kept}.`);
  } else if (signIn.password) {
    lines.push(`Sign in as ${signIn.email}; the first password is kept in ${kept}.`);
  }
  lines.push("Forgotten? npm run user:password -- EMAIL sets a new one.");
  if (!isDevelopment) lines.push(`Logs are in ${join(folder, "logs")}.`);
  lines.push("Ctrl-C stops it; the next start goes on where it was.", "");
  process.stdout.write(lines.join("\n"));
}
