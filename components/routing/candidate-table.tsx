import { Check, Minus } from "lucide-react";
import { describeExclusion } from "#components/routing/rule-words.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table.tsx";

export interface ShownCandidate {
  user: { id: string; name: string };
  eligible: boolean;
  excludedBy: string | null;
  rank: number | null;
  score: number | null;
  openCount: number;
}

interface CandidateTableProps {
  candidates: readonly ShownCandidate[];
  chosenId: string | null;
  strategy: string;
}

/** Everybody who was looked at: who could take it, in what order, and why the others could not. */
export function CandidateTable({ candidates, chosenId, strategy }: CandidateTableProps) {
  if (candidates.length === 0) return <p className="text-ink-muted">Nobody was looked at.</p>;
  return (
    <Table label="Everybody who was looked at">
      <thead>
        <tr>
          <TableHead className="w-10">Place</TableHead>
          <TableHead>Person</TableHead>
          <TableHead className="text-right">Open</TableHead>
          <TableHead>Why</TableHead>
        </tr>
      </thead>
      <tbody>
        {candidates.map((candidate) => {
          const { user, rank, openCount } = candidate;
          const isChosen = user.id === chosenId;
          return (
            <TableRow key={user.id}>
              <TableCell className="tabular-nums">
                {rank ?? <span className="text-ink-faint">–</span>}
              </TableCell>
              <TableCell>
                <span className="flex items-center gap-2">
                  <Avatar name={user.name} size="small" />
                  <span className={isChosen ? "font-medium" : undefined}>{user.name}</span>
                </span>
              </TableCell>
              <TableCell className="text-right tabular-nums">{openCount}</TableCell>
              <TableCell>
                <Why candidate={candidate} isChosen={isChosen} strategy={strategy} />
              </TableCell>
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}

function Why({
  candidate: { eligible, excludedBy, score },
  isChosen,
  strategy,
}: {
  candidate: ShownCandidate;
  isChosen: boolean;
  strategy: string;
}) {
  if (!eligible) {
    return (
      <span className="flex items-center gap-1.5 text-ink-muted">
        <Minus className="size-3.5 shrink-0" aria-hidden />
        {describeExclusion(excludedBy)}
      </span>
    );
  }
  const levels = (strategy === "skill" || strategy === "vip") && score !== null && score > 0;
  return (
    <span className="flex items-center gap-1.5">
      <Check className="size-3.5 shrink-0 text-positive" aria-hidden />
      {isChosen ? "Gets it" : "Could take it"}
      {levels && <span className="text-ink-faint text-xs">skill {score}</span>}
    </span>
  );
}
