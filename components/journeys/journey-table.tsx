"use client";
import { CircleAlert, OctagonAlert, PencilLine, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { JourneyMenu } from "#components/journeys/journey-menu.tsx";
import { JourneyStatusBadge } from "#components/journeys/journey-status.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { rowLinkStyle, Table, TableCell, TableHead, TableRow } from "#components/ui/table.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { JourneySummary } from "#core/api/journeys.ts";

interface JourneyTableProps {
  journeys: readonly JourneySummary[];
  onHide: (id: string, hidden: boolean) => void;
}

export function JourneyTable({ journeys, onHide }: JourneyTableProps) {
  return (
    <Table label="Journeys">
      <thead>
        <tr>
          <TableHead className="md:first:pl-6">Name</TableHead>
          <TableHead className="hidden sm:table-cell">Status</TableHead>
          <TableHead className="hidden md:table-cell">Problems</TableHead>
          <TableHead className="hidden text-right sm:table-cell">Runs now</TableHead>
          <TableHead className="hidden sm:table-cell">Edited</TableHead>
          <TableHead className="w-10 md:last:pr-6">
            <span className="sr-only">More</span>
          </TableHead>
        </tr>
      </thead>
      <tbody>
        {journeys.map((journey) => (
          <JourneyRow key={journey.id} journey={journey} onHide={onHide} />
        ))}
      </tbody>
    </Table>
  );
}

function JourneyRow({ journey, onHide }: { journey: JourneySummary; onHide: JourneyTableProps["onHide"] }) {
  return (
    <TableRow className="relative">
      <TableCell className="w-full max-w-0 sm:w-1/2 md:first:pl-6">
        <Link href={`/journeys/${journey.id}`} className={`${rowLinkStyle} font-medium`}>
          {journey.name}
        </Link>
        {journey.description && (
          <span className="block truncate text-ink-faint text-xs">{journey.description}</span>
        )}
        <span className="mt-1 flex items-center justify-between gap-2 sm:hidden">
          <StatusMarks journey={journey} />
          <RunCounts journey={journey} />
        </span>
      </TableCell>
      <TableCell className="hidden sm:table-cell">
        <StatusMarks journey={journey} />
      </TableCell>
      <TableCell className="hidden md:table-cell">
        <ProblemCount {...journey.problemCounts} />
      </TableCell>
      <TableCell className="hidden text-right tabular-nums sm:table-cell">
        <RunCounts journey={journey} />
      </TableCell>
      <TableCell className="hidden text-ink-muted sm:table-cell">
        <span className="flex items-center gap-1.5 whitespace-nowrap">
          {journey.draftSavedBy && <Avatar name={journey.draftSavedBy.name} size="small" />}
          <span className="relative">
            <RelativeTime at={journey.draftSavedAt} />
          </span>
          {journey.draftSavedBy && <span className="hidden lg:inline">by {journey.draftSavedBy.name}</span>}
        </span>
      </TableCell>
      <TableCell className="md:last:pr-6">
        <span className="relative">
          <JourneyMenu journey={journey} onHide={onHide} />
        </span>
      </TableCell>
    </TableRow>
  );
}

function StatusMarks({ journey }: { journey: JourneySummary }) {
  return (
    <span className="flex items-center gap-1.5">
      <JourneyStatusBadge status={journey.status} liveVersion={journey.liveVersion} />
      {journey.hasUnpublishedChanges && journey.liveVersion !== null && (
        <Tooltip content="The draft says something else than the live version">
          <span className="relative inline-flex items-center gap-1 text-ink-faint text-xs">
            <PencilLine className="size-3.5" aria-hidden />
            Changes
          </span>
        </Tooltip>
      )}
      {journey.isDemo && <Badge tone="outline">Demo</Badge>}
    </span>
  );
}

/** What stands between the draft and its publishing. */
function ProblemCount({ errors, warnings }: JourneySummary["problemCounts"]) {
  if (errors + warnings === 0) return <span className="text-ink-faint">None</span>;
  return (
    <span className="flex items-center gap-2.5 whitespace-nowrap text-xs">
      {errors > 0 && (
        <span className="flex items-center gap-1 text-danger">
          <CircleAlert className="size-3.5" aria-hidden />
          {errors} {errors === 1 ? "error" : "errors"}
        </span>
      )}
      {warnings > 0 && (
        <span className="flex items-center gap-1 text-warning">
          <TriangleAlert className="size-3.5" aria-hidden />
          {warnings} {warnings === 1 ? "warning" : "warnings"}
        </span>
      )}
    </span>
  );
}

/** How many are on their way now, and how many of them need a person; both lead there. */
function RunCounts({ journey }: { journey: JourneySummary }) {
  const { active, stuck } = journey.runs;
  return (
    <span className="inline-flex items-center gap-2.5">
      {stuck > 0 && (
        <Link
          href={`/runs?journey=${journey.id}&status=stuck`}
          className="relative inline-flex min-h-6 items-center gap-1 whitespace-nowrap text-danger text-xs hover:underline"
        >
          <OctagonAlert className="size-3.5" aria-hidden />
          {stuck.toLocaleString()} stuck
        </Link>
      )}
      {active > 0 ? (
        <Link
          href={`/runs?journey=${journey.id}&status=active`}
          className="relative inline-flex min-h-6 min-w-6 items-center justify-end text-accent-text hover:underline"
        >
          {active.toLocaleString()}
          <span className="sr-only"> runs now</span>
        </Link>
      ) : (
        <span className="text-ink-faint">0</span>
      )}
    </span>
  );
}
