import type { ChannelSender } from "#channels/sender.ts";

/** Accepts every message and hands it to nobody: a demo account never reaches a real person. */
export const demoSender: ChannelSender = {
  send: async (_account, { messageId }) => ({
    kind: "accepted",
    externalId: `demo-${messageId}`,
    status: "delivered",
  }),
};
