"use client";
import Link from "next/link";
import { AgentLine } from "#components/board/agent-line.tsx";
import { BoardCard, Nothing } from "#components/board/board-card.tsx";
import { ConversationLine } from "#components/board/conversation-line.tsx";
import { MissedCard } from "#components/board/missed-card.tsx";
import { useBoard } from "#components/board/use-board.ts";
import { Page } from "#components/shell/page.tsx";
import { SlaChip } from "#components/sla/sla-chip.tsx";
import { TargetsButton } from "#components/targets/targets-sheet.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sentimentOf } from "#components/ui/sentiment.ts";
import { SentimentWord } from "#components/ui/sentiment-line.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { Board, Bottleneck } from "#core/api/board.ts";

/** What waits, presses and grows now, and acting on it. */
export function BoardPage() {
  const board = useBoard();
  return (
    <Page title="Board" className="bg-canvas" actions={<TargetsButton />}>
      <div className="mx-auto flex max-w-6xl flex-col gap-3 p-4 md:p-6">
        {board.error && (
          <ErrorNotice
            what="The board could not be loaded"
            error={board.error}
            onRetry={() => void board.refetch()}
          />
        )}
        {board.data ? <Cards board={board.data} /> : <SkeletonRows label="Loading the board" rows={8} />}
      </div>
    </Page>
  );
}

function Cards({ board }: { board: Board }) {
  const { sla, sentiment, agents, bottlenecks } = board;
  return (
    <div className="grid items-start gap-3 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">
        <WaitingCard waiting={board.waiting} />
        <MissedCard />
        <BoardCard
          title="Promises at risk"
          figure={sla.overdue + sla.atRisk}
          aside={`${sla.overdue} overdue, ${sla.atRisk} soon`}
        >
          {sla.conversations.length === 0 && <Nothing>Every promise is kept so far.</Nothing>}
          <ul>
            {sla.conversations.map(({ conversation, sla: promise }) => (
              <ConversationLine key={`${conversation.id} ${promise.target}`} conversation={conversation}>
                <SlaChip sla={promise} />
              </ConversationLine>
            ))}
          </ul>
        </BoardCard>
        <BoardCard title="Unhappy customers" figure={sentiment.count}>
          {sentiment.conversations.length === 0 && <Nothing>Nobody sounds unhappy.</Nothing>}
          <ul>
            {sentiment.conversations.map(({ conversation, now }) => (
              <ConversationLine key={conversation.id} conversation={conversation}>
                <SentimentWord label={sentimentOf(now)} className="shrink-0" />
              </ConversationLine>
            ))}
          </ul>
        </BoardCard>
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <BoardCard
          title="People"
          aside={`${agents.filter(({ presence }) => presence.status === "online").length} online`}
        >
          {agents.length === 0 && <Nothing>Nobody answers customers here yet.</Nothing>}
          <ul>
            {agents.map((agent) => (
              <AgentLine key={agent.id} agent={agent} />
            ))}
          </ul>
        </BoardCard>
        <BoardCard title="Bottlenecks" figure={bottlenecks.length}>
          {bottlenecks.length === 0 && <Nothing>No queue stands, and no run is stuck.</Nothing>}
          <ul>
            {bottlenecks.map((each) => (
              <BottleneckLine key={each.id} bottleneck={each} />
            ))}
          </ul>
        </BoardCard>
      </div>
    </div>
  );
}

function WaitingCard({ waiting: { count, since, byTeam } }: { waiting: Board["waiting"] }) {
  return (
    <BoardCard
      title="Waiting now"
      figure={count}
      aside={
        since && (
          <>
            longest <RelativeTime at={since} form="since" />
          </>
        )
      }
    >
      {count === 0 && <Nothing>Nobody waits for an answer.</Nothing>}
      <ul>
        {byTeam.map(({ team, count: waits, since: longest }) => (
          <li
            key={team?.id ?? "none"}
            className="flex items-center gap-3 border-b px-4 py-1.5 last:border-b-0"
          >
            <Link
              href={`/inbox?view=waiting&team=${team?.id ?? "none"}`}
              className="min-w-0 flex-1 truncate hover:underline"
            >
              {team?.name ?? "No team"}
            </Link>
            {team && (
              <Link
                href={`/board/teams/${team.id}`}
                aria-label={`Figures of ${team.name}`}
                className="text-accent-text text-xs hover:underline"
              >
                Figures
              </Link>
            )}
            <span className="tabular-nums">{waits}</span>
            <span className="w-24 text-right text-ink-faint text-xs">
              longest <RelativeTime at={longest} form="since" />
            </span>
          </li>
        ))}
      </ul>
    </BoardCard>
  );
}

function BottleneckLine({ bottleneck }: { bottleneck: Bottleneck }) {
  const { kind, id, name, count, since, came, went } = bottleneck;
  const growth = came - went;
  const href = kind === "journey" ? `/runs?status=stuck&journey=${id}` : "/inbox?view=waiting";
  return (
    <li className="flex items-center gap-3 border-b px-4 py-1.5 last:border-b-0">
      <span className="flex min-w-0 flex-1 flex-col">
        <Link href={href} className="truncate font-medium hover:underline">
          {name}
        </Link>
        <span className="text-ink-faint text-xs">
          {kind === "queue"
            ? `Queue: ${came} came and ${went} went in the last hour`
            : "Journey: runs are stuck"}
        </span>
      </span>
      {growth > 0 && <span className="text-warning text-xs tabular-nums">+{growth} an hour</span>}
      <span className="w-20 text-right text-xs tabular-nums">
        {count}
        {since && (
          <span className="block text-ink-faint">
            since <RelativeTime at={since} form="since" />
          </span>
        )}
      </span>
    </li>
  );
}
