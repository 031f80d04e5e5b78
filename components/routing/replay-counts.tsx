import { Table, TableCell, TableHead, TableRow } from "#components/ui/table.tsx";
import type { RoutingReplay } from "#core/api/routing-trials.ts";

/** How many decisions come out the same, differently, or cannot be told; and what each team and person would have had. */
export function ReplayCounts({ replay }: { replay: RoutingReplay }) {
  const { decisions, same, different, incomplete, unroutable } = replay;
  if (decisions === 0) {
    return (
      <p className="text-ink-muted">
        These rules decided nothing in that time. Choose a longer time, or let some conversations come first.
      </p>
    );
  }
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Figure name="Stay as they were" value={count(same)} />
        <Figure name="Go elsewhere" value={count(different)} />
        <Figure name="Find nobody" value={`${count(unroutable.before)} → ${count(unroutable.after)}`} />
        <Figure name="Cannot be told" value={count(incomplete)} />
      </dl>
      <Caveats replay={replay} />
      {different > 0 && (
        <div className="grid gap-4 md:grid-cols-2">
          <Compared
            label="By team"
            rows={replay.teams.map(({ team, ...counts }) => ({ name: team?.name ?? "No team", ...counts }))}
          />
          <Compared
            label="By person"
            rows={replay.agents.map(({ agent, ...counts }) => ({ name: agent?.name ?? "Nobody", ...counts }))}
          />
        </div>
      )}
    </>
  );
}

/** What keeps the figures from being the whole truth. */
function Caveats({ replay: { decisions, truncated, incomplete, assumed } }: { replay: RoutingReplay }) {
  const lines = [
    ...(truncated ? [`Only the first ${count(decisions)} decisions were looked at.`] : []),
    ...(incomplete > 0
      ? [`${count(incomplete)} do not say enough of what they saw: they are counted neither way.`]
      : []),
    ...(assumed.length > 0 ? [`${assumed.join(", ")}: as it is today, since decisions do not keep it.`] : []),
    "Each decision is made on its own: what one gives to somebody does not fill them for the next.",
  ];
  return (
    <ul className="list-disc pl-4 text-ink-muted text-xs">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="rounded-lg border border-line bg-surface px-3 py-2">
      <dt className="text-ink-muted text-xs">{name}</dt>
      <dd className="font-semibold text-lg tabular-nums">{value}</dd>
    </div>
  );
}

interface ComparedProps {
  label: string;
  rows: { name: string; before: number; after: number }[];
}

function Compared({ label, rows }: ComparedProps) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table label={label}>
        <thead>
          <tr>
            <TableHead>{label}</TableHead>
            <TableHead className="text-right">Had</TableHead>
            <TableHead className="text-right">Would have had</TableHead>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, before, after }) => (
            <TableRow key={name}>
              <TableCell className="h-8">{name}</TableCell>
              <TableCell className="h-8 text-right tabular-nums">{count(before)}</TableCell>
              <TableCell className="h-8 text-right tabular-nums">{count(after)}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function count(value: number): string {
  return value.toLocaleString();
}
