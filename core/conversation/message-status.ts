export const MESSAGE_STATUSES = [
  "received",
  "queued",
  "unknown",
  "sent",
  "delivered",
  "read",
  "failed",
  "suppressed",
] as const;

export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

const undecided = new Set<MessageStatus>(MESSAGE_STATUSES.filter((status) => status !== "received"));

const mayFollow: Record<MessageStatus, ReadonlySet<MessageStatus>> = {
  received: new Set(),
  queued: undecided,
  unknown: undecided,
  sent: new Set<MessageStatus>(["delivered", "read", "failed"]),
  delivered: new Set<MessageStatus>(["read"]),
  read: new Set(),
  failed: new Set(),
  suppressed: new Set(),
};

/**
 * Whether a status told now moves a message forward. A late callback never un-fails a message, nor takes back
 * that it was delivered. The database holds the same order (migration "guards").
 */
export function movesForward(known: MessageStatus, told: MessageStatus): boolean {
  return known !== told && mayFollow[known].has(told);
}
