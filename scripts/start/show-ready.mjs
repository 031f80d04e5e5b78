import { join } from "node:path";

/**
 * Says where the studio is and how to sign in. The first line is what outside programs wait for.
 * @param {{ url: string, folder: string, signIn: import("./first-sign-in.mjs").SignIn, isNew: boolean, isDevelopment: boolean }} ready
 */
export function showReady({ url, folder, signIn, isNew, isDevelopment }) {
  console.log(`\nThroughline is ready at ${url}`);
  if (isNew) {
    console.log(`Sign in as ${signIn.email} with the password ${signIn.password}`);
    console.log(`It is kept in ${join(folder, "first-sign-in.json")}.`);
  } else if (signIn.password) {
    console.log(
      `Sign in as ${signIn.email}; the first password is in ${join(folder, "first-sign-in.json")}.`,
    );
  }
  console.log("Forgotten? npm run user:password -- EMAIL sets a new one.");
  if (!isDevelopment) console.log(`Logs are in ${join(folder, "logs")}.`);
  console.log("Ctrl-C stops it; the next start goes on where it was.");
}
