import type { ApiError } from "#components/api/api-error.ts";
import type { Message } from "#core/api/messages.ts";
import { NewerReply } from "./newer-reply.tsx";

/** Why it was not sent; the words are back in the box. */
export function SendError({
  error,
  onSendAnyway,
}: {
  error: ApiError;
  onSendAnyway: (newerId: string) => void;
}) {
  const newer =
    error.code === "reply_conflict" ? (error.extra.newerMessage as Message | undefined) : undefined;
  if (newer) return <NewerReply newer={newer} onSendAnyway={() => onSendAnyway(newer.id)} />;
  return (
    <p role="alert" className="px-3 pb-2 text-danger text-xs">
      Not sent. {error.problems[0]?.message ?? error.detail} Your words are still here.
    </p>
  );
}
