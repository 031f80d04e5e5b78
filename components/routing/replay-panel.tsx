"use client";
import { useMutation } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { Outdated } from "#components/routing/outdated.tsx";
import { ReplayCounts } from "#components/routing/replay-counts.tsx";
import { type DraftRule, toWrite } from "#components/routing/rules-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Select } from "#components/ui/select.tsx";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table.tsx";
import type { RoutingReplay } from "#core/api/routing-trials.ts";

const DAY = 86_400_000;
const SPANS = [
  { value: "1", label: "The last day" },
  { value: "7", label: "The last 7 days" },
  { value: "30", label: "The last 30 days" },
];
const STEP = 50;

/** Asks the rules as they are drawn what they would have done with what came lately. */
export function ReplayPanel({ setId, rules }: { setId: string; rules: DraftRule[] }) {
  const [days, setDays] = useState("7");
  const replay = useMutation({
    mutationFn: async (limit: number) => {
      const now = Date.now();
      const report = await api.post<RoutingReplay>(`/routing-rules/${setId}/replay`, {
        from: new Date(now - Number(days) * DAY).toISOString(),
        to: new Date(now).toISOString(),
        rules: toWrite(rules),
        limit,
      });
      return { report, rules };
    },
  });
  const data = replay.data?.report;
  return (
    <section aria-label="Try on past conversations" className="border-line border-t bg-canvas px-4 py-4">
      <h3 className="font-semibold">Try on past conversations</h3>
      <p className="mb-3 text-ink-muted">
        Every decision of that time is made once more, from what it saw then: who was there, how much they had
        open, whose hours it was. Nothing is changed.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label="Which time"
          id=""
          value={days}
          options={SPANS}
          onValueChange={setDays}
          className="w-44"
        />
        <Button pending={replay.isPending} onClick={() => replay.mutate(STEP)}>
          Try them
        </Button>
      </div>
      {replay.error && (
        <ErrorNotice what="The rules could not be tried" error={replay.error} className="mt-4" />
      )}
      {data && !replay.error && (
        <div className="mt-4 flex flex-col gap-4">
          {replay.data?.rules !== rules && <Outdated />}
          <ReplayCounts replay={data} />
          {data.differences.length > 0 && <Differences replay={data} />}
          {data.nextOffset !== null && data.differences.length < 500 && (
            <Button
              size="small"
              className="self-start"
              pending={replay.isPending}
              onClick={() => replay.mutate(Math.min(500, data.differences.length + STEP))}
            >
              Show more of {data.different.toLocaleString()}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Differences({ replay: { differences } }: { replay: RoutingReplay }) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table label="Conversations that would have gone elsewhere">
        <thead>
          <tr>
            <TableHead>Conversation</TableHead>
            <TableHead>What happened</TableHead>
            <TableHead>What would have</TableHead>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ decisionId, conversationId, contact, decidedAt, before, after }) => (
            <TableRow key={decisionId}>
              <TableCell>
                <Link
                  href={`/inbox?view=all&c=${conversationId}`}
                  target="_blank"
                  className="font-medium hover:underline"
                >
                  {contact.name ?? "Someone new"}
                </Link>
                <RelativeTime at={decidedAt} className="block text-ink-faint text-xs" />
              </TableCell>
              <TableCell>
                <Way way={before} />
              </TableCell>
              <TableCell>
                <span className="flex items-start gap-2">
                  <ArrowRight className="mt-0.5 size-4 shrink-0 text-ink-faint" aria-hidden />
                  <Way way={after} />
                </span>
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Way({ way }: { way: RoutingReplay["differences"][number]["before"] }) {
  const { agent, team, journey, rule } = way;
  const where = agent?.name ?? (journey ? `Journey ${journey}` : team ? "Queue" : "Nobody");
  return (
    <span title={way.reason}>
      {where}
      {team && <span className="text-ink-muted"> · {team.name}</span>}
      <span className="block text-ink-faint text-xs">{rule ?? "No rule"}</span>
    </span>
  );
}
