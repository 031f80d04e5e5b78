import { Archive, CircleDashed, CirclePause, CirclePlay } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import type { JourneySummary } from "#core/api/journeys.ts";

export type JourneyStatus = JourneySummary["status"];

interface JourneyStatusBadgeProps {
  status: JourneyStatus;
  liveVersion: number | null;
}

/** Draft, live with its version, paused or archived. */
export function JourneyStatusBadge({ status, liveVersion }: JourneyStatusBadgeProps) {
  const version = liveVersion === null ? "" : ` v${liveVersion}`;
  if (status === "live") {
    return (
      <Badge tone="positive">
        <CirclePlay aria-hidden />
        Live{version}
      </Badge>
    );
  }
  if (status === "paused") {
    return (
      <Badge tone="warning">
        <CirclePause aria-hidden />
        Paused{version}
      </Badge>
    );
  }
  if (status === "archived") {
    return (
      <Badge>
        <Archive aria-hidden />
        Archived
      </Badge>
    );
  }
  return (
    <Badge tone="outline">
      <CircleDashed aria-hidden />
      Draft
    </Badge>
  );
}
