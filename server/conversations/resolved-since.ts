/**
 * Whether a conversation was resolved after a reply was written, as by a macro that replies and resolves: the reply then
 * opens nothing when it leaves.
 */
export function isResolvedSince(
  { status, resolvedAt }: { status: string; resolvedAt: Date | null },
  writtenAt: Date | null,
): boolean {
  return status === "resolved" && resolvedAt !== null && writtenAt !== null && resolvedAt >= writtenAt;
}
