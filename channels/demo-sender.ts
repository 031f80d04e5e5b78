import type { ChannelSender } from "#channels/sender.ts";

/** The provider of demo accounts, on whichever channel. */
export const DEMO_PROVIDER = "demo";

/** Accepts every message and hands it to nobody: demo journeys never reach a real person. */
export const demoSender: ChannelSender = {
  send: async (_account, { messageId }) => ({
    kind: "accepted",
    externalId: `demo-${messageId}`,
    status: "delivered",
  }),
};
