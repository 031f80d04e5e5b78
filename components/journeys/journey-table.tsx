"use client";
import { CircleAlert, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { JourneySummary } from "#components/journeys/journey-api.ts";
import { JourneyMenu } from "#components/journeys/journey-menu.tsx";
import { JourneyStatusBadge } from "#components/journeys/journey-status.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table.tsx";

interface JourneyTableProps {
  journeys: readonly JourneySummary[];
  onHide: (id: string, hidden: boolean) => void;
}

export function JourneyTable({ journeys, onHide }: JourneyTableProps) {
  return (
    <Table label="Journeys">
      <thead>
        <tr>
          <TableHead className="md:pl-6">Name</TableHead>
          <TableHead>Status</TableHead>
          <TableHead className="hidden md:table-cell">Problems</TableHead>
          <TableHead className="hidden text-right sm:table-cell">Runs now</TableHead>
          <TableHead className="hidden lg:table-cell">Owner</TableHead>
          <TableHead className="hidden sm:table-cell">Edited</TableHead>
          <TableHead className="w-10">
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
      <TableCell className="max-w-0 md:pl-6 sm:w-1/2">
        <Link
          href={`/journeys/${journey.id}`}
          className="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
        >
          {journey.name}
        </Link>
        {journey.description && (
          <span className="block truncate text-ink-faint text-xs">{journey.description}</span>
        )}
      </TableCell>
      <TableCell>
        <span className="flex items-center gap-1.5">
          <JourneyStatusBadge status={journey.status} liveVersion={journey.liveVersion} />
          {journey.isDemo && <Badge tone="outline">Demo</Badge>}
        </span>
      </TableCell>
      <TableCell className="hidden md:table-cell">
        <ProblemCount {...journey.problemCounts} />
      </TableCell>
      <TableCell className="hidden text-right tabular-nums sm:table-cell">
        {journey.runsNow > 0 ? (
          <Link
            href={`/runs?journey=${journey.id}&status=active`}
            className="relative text-accent-text hover:underline"
          >
            {journey.runsNow.toLocaleString()}
          </Link>
        ) : (
          <span className="text-ink-faint">0</span>
        )}
      </TableCell>
      <TableCell className="hidden lg:table-cell">
        {journey.owner ? (
          <span className="flex items-center gap-1.5 whitespace-nowrap text-ink-muted">
            <Avatar name={journey.owner.name} size="small" />
            {journey.owner.name}
          </span>
        ) : (
          <span className="text-ink-faint">Nobody</span>
        )}
      </TableCell>
      <TableCell className="hidden text-ink-muted sm:table-cell">
        <span className="relative">
          <RelativeTime at={journey.updatedAt} />
        </span>
      </TableCell>
      <TableCell>
        <span className="relative">
          <JourneyMenu journey={journey} onHide={onHide} />
        </span>
      </TableCell>
    </TableRow>
  );
}

function ProblemCount({ errors, warnings }: { errors: number; warnings: number }) {
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
