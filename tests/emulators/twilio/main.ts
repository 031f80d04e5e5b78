// Runs the emulator as a process of its own:
//   node --import tsx tests/emulators/twilio/main.ts --port 4010 --account AC… --token … --webhook URL
import { parseArgs } from "node:util";
import { TwilioEmulator } from "#tests/emulators/twilio/emulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string" },
    account: { type: "string" },
    token: { type: "string" },
    webhook: { type: "string" },
    callbacks: { type: "string", default: "sent,delivered" },
  },
});

const emulator = await TwilioEmulator.start({
  ...(values.port && { port: Number(values.port) }),
  ...(values.account && { accountSid: values.account }),
  ...(values.token && { authToken: values.token }),
  ...(values.webhook && { webhookUrl: values.webhook }),
  callbacks: values.callbacks.split(",").filter((status) => status !== ""),
});
const { url, accountSid, authToken } = emulator;
console.log(JSON.stringify({ url, accountSid, authToken }));
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
}
