"use client";
import { CirclePause, Timer, TimerOff } from "lucide-react";
import { TARGET_WORDS, timeLeft } from "#components/sla/time-left.ts";
import { Badge } from "#components/ui/badge.tsx";
import { useNow } from "#components/ui/relative-time.tsx";
import { exactTime } from "#components/ui/time-words.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { SlaState } from "#core/api/sla-state.ts";

interface SlaChipProps {
  sla: SlaState;
  /** Names the promise, where there is room for it. */
  named?: boolean;
}

/** What is promised next and how long is left of it. Ticks. */
export function SlaChip({ sla, named }: SlaChipProps) {
  const now = useNow();
  if (now === null) return null;
  const { words, tone } = timeLeft(sla, now);
  const target = TARGET_WORDS[sla.target];
  const Icon = sla.dueAt === null ? CirclePause : tone === "danger" ? TimerOff : Timer;
  const until = sla.dueAt ? `${exactTime(Date.parse(sla.dueAt))}, ` : "";
  return (
    <Tooltip content={`${target}: ${until}by “${sla.policy.name}”`}>
      <Badge tone={tone} className="tabular-nums">
        <Icon aria-hidden />
        <span className={named ? undefined : "sr-only"}>{target}</span>
        {words}
      </Badge>
    </Tooltip>
  );
}
