import { Button } from "#components/ui/button.tsx";
import type { Message } from "#core/api/messages.ts";
import { clockTime } from "./thread-dates.ts";

/** Somebody answered first: what they said, before anything else is sent. */
export function NewerReply({ newer, onSendAnyway }: { newer: Message; onSendAnyway: () => void }) {
  return (
    <div role="alert" className="mx-2 mb-2 rounded-md border border-warning bg-warning-soft p-2 text-sm">
      <p className="font-medium text-warning">
        {newer.author.name} answered at {clockTime(newer.at)}, so this was not sent
      </p>
      <blockquote className="my-1 line-clamp-4 whitespace-pre-wrap border-line-strong border-l-2 pl-2">
        {newer.text}
      </blockquote>
      <Button size="small" onClick={onSendAnyway}>
        Send mine as well
      </Button>
    </div>
  );
}
