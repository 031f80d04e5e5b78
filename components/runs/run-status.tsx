import {
  CircleCheck,
  CircleDot,
  CircleStop,
  CircleX,
  Hourglass,
  LogOut,
  type LucideIcon,
  OctagonAlert,
  Pause,
  UserRound,
} from "lucide-react";
import { Badge, type BadgeTone } from "#components/ui/badge.tsx";
import type { RunStatus } from "#core/journey/run.ts";

interface Look {
  name: string;
  means: string;
  icon: LucideIcon;
  tone: BadgeTone;
}

/** Each status in words: the badge, the filter and its explanation. */
export const RUN_STATUS_LOOKS: Record<RunStatus, Look> = {
  running: { name: "Running", means: "Walks on, or does something right now", icon: CircleDot, tone: "info" },
  waiting: { name: "Waiting", means: "Rests until a time or an answer", icon: Hourglass, tone: "accent" },
  held: { name: "Held", means: "A person speaks with the customer", icon: UserRound, tone: "warning" },
  paused: { name: "Paused", means: "Stopped for now by someone here", icon: Pause, tone: "warning" },
  stuck: { name: "Stuck", means: "Needs a person: retry, skip or stop", icon: OctagonAlert, tone: "danger" },
  completed: { name: "Completed", means: "Came to the end of a way", icon: CircleCheck, tone: "positive" },
  exited: { name: "Exited", means: "Left by an exit, a goal or an exit rule", icon: LogOut, tone: "neutral" },
  stopped: { name: "Stopped", means: "Ended by someone here", icon: CircleStop, tone: "neutral" },
};

export function RunStatusBadge({ status }: { status: RunStatus }) {
  const look = RUN_STATUS_LOOKS[status];
  const Icon = look?.icon ?? CircleX;
  return (
    <Badge tone={look?.tone}>
      <Icon aria-hidden />
      {look?.name ?? status}
    </Badge>
  );
}
