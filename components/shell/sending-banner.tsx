"use client";
import { OctagonX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useHaltSending, useSending } from "#components/shell/use-sending.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";

/** Says on every page that messages are held, why, and how they go on. Nothing while all may be sent. */
export function SendingBanner() {
  const sending = useSending();
  if (!sending || (!sending.haltedAt && sending.journeys.length === 0)) return null;
  const held = heldWords(sending.held);
  return (
    <div role="status" className="border-b">
      {sending.haltedAt && <Line>Sending is halted: nothing goes out to anybody. {held}</Line>}
      {sending.journeys.map(({ id, name, by, reason }) => (
        <Line key={id} journey={id}>
          <Link href={`/journeys/${id}`} className="font-medium underline underline-offset-2">
            {name}
          </Link>{" "}
          sends nothing{by === "breaker" && reason ? `. ${reason}.` : " until it is resumed."} {held}
        </Line>
      ))}
    </div>
  );
}

function Line({ journey, children }: { journey?: string; children: ReactNode }) {
  const mayResume = useAllowed("sending.halt");
  const { resume, isPending } = useHaltSending();
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-danger-soft px-4 py-1.5 text-danger text-sm">
      <OctagonX className="size-4 shrink-0" aria-hidden />
      <p className="min-w-0">{children}</p>
      {mayResume && (
        <Button size="small" pending={isPending} onClick={() => resume(journey)}>
          Send again
        </Button>
      )}
    </div>
  );
}

function heldWords(count: number): string {
  if (count === 0) return "";
  return count === 1 ? "One run waits with its message." : `${count} runs wait with their messages.`;
}
