"use client";
import Link from "next/link";
import { RunStatusBadge } from "#components/runs/run-status.tsx";
import { RunWhereabouts } from "#components/runs/run-whereabouts.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { rowLinkStyle, Table, TableCell, TableHead, TableRow } from "#components/ui/table.tsx";
import type { Run } from "#core/api/runs.ts";

export function RunTable({ runs }: { runs: readonly Run[] }) {
  return (
    <Table label="Runs">
      <thead>
        <tr>
          <TableHead className="md:first:pl-6">Contact</TableHead>
          <TableHead className="hidden md:table-cell">Journey</TableHead>
          <TableHead>Status</TableHead>
          <TableHead className="hidden sm:table-cell">Now</TableHead>
          <TableHead className="hidden text-right lg:table-cell">Started</TableHead>
          <TableHead className="hidden text-right sm:table-cell md:last:pr-6">Changed</TableHead>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </tbody>
    </Table>
  );
}

function RunRow({ run }: { run: Run }) {
  const name = run.contact.name ?? "Someone new";
  return (
    <TableRow className="relative">
      <TableCell className="md:first:pl-6">
        <span className="flex items-center gap-2">
          <Avatar name={name} size="small" className="hidden sm:inline-flex" />
          <span className="min-w-0">
            <Link href={`/runs/${run.id}`} className={`${rowLinkStyle} font-medium`}>
              {name}
            </Link>
            <span className="block truncate text-ink-faint text-xs md:hidden">{run.journey.name}</span>
          </span>
          {run.channel && <ChannelMark channel={run.channel} size="small" />}
          {run.isTest && <Badge tone="outline">Test</Badge>}
        </span>
      </TableCell>
      <TableCell className="hidden md:table-cell">
        <span className="block max-w-52 truncate text-ink-muted" title={run.journey.name}>
          {run.journey.name} <span className="text-ink-faint">v{run.journey.version}</span>
        </span>
      </TableCell>
      <TableCell>
        <RunStatusBadge status={run.status} />
      </TableCell>
      <TableCell className="hidden max-w-80 truncate text-ink-muted sm:table-cell">
        <RunWhereabouts run={run} />
      </TableCell>
      <TableCell className="hidden text-right text-ink-muted lg:table-cell">
        <span className="relative">
          <RelativeTime at={run.startedAt} />
        </span>
      </TableCell>
      <TableCell className="hidden text-right text-ink-muted sm:table-cell md:last:pr-6">
        <span className="relative">
          <RelativeTime at={run.updatedAt} />
        </span>
      </TableCell>
    </TableRow>
  );
}
