import { figureWords } from "#components/dashboard/figure-words.ts";
import { type Point, pointName } from "#components/dashboard/series.ts";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table.tsx";
import type { Metric } from "#core/api/metrics.ts";

interface TrendTableProps {
  label: string;
  points: readonly Point[];
  unit: Metric["unit"];
  interval: "hour" | "day" | "week" | "month";
}

/** The numbers of a trend chart. */
export function TrendTable({ label, points, unit, interval }: TrendTableProps) {
  return (
    <Table label={`${label}, as a table`}>
      <thead>
        <tr>
          <TableHead>When</TableHead>
          <TableHead className="text-right">Now</TableHead>
          <TableHead className="text-right">Before</TableHead>
          <TableHead className="text-right">n</TableHead>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <TableRow key={point.at}>
            <TableCell className="h-8">{pointName(point.at, interval)}</TableCell>
            <TableCell className="h-8 text-right">{figureWords(unit, point.now)}</TableCell>
            <TableCell className="h-8 text-right text-ink-muted">{figureWords(unit, point.before)}</TableCell>
            <TableCell className="h-8 text-right text-ink-faint">{point.n}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
