import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { CandidateTable } from "#components/routing/candidate-table.tsx";
import { describeStrategy } from "#components/routing/rule-words.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { RoutingDecision } from "#core/api/conversations.ts";
import { describeInputs } from "./decision-inputs.ts";
import { Section } from "./section.tsx";
import { useRouting } from "./use-conversations.ts";

/** "Why me?": the last routing decision in a sentence, and behind it all there were, with everyone who was looked at. */
export function RoutingReasons({ id }: { id: string }) {
  const routing = useRouting(id);
  const [open, setOpen] = useState(false);
  if (routing.error && !routing.data) {
    return (
      <Section title="Why it is here">
        <ErrorNotice
          what="The reasons could not be loaded"
          error={routing.error}
          onRetry={() => void routing.refetch()}
        />
      </Section>
    );
  }
  const decisions = routing.data?.data.toReversed() ?? [];
  const [last] = decisions;
  if (!last) return null;
  return (
    <Section title={headline(last)}>
      <p>
        {last.reason} <RelativeTime at={last.decidedAt} className="text-ink-faint text-xs" />
      </p>
      <Button variant="link" size="small" className="mt-1" onClick={() => setOpen(true)}>
        {last.candidates.length === 1 ? "1 person considered" : `${last.candidates.length} people considered`}
        {decisions.length > 1 && `, ${decisions.length} decisions`}
      </Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title={headline(last)}
        description="Every routing decision about this conversation, the newest first."
        className="max-w-xl"
      >
        <ol className="flex flex-col">
          {decisions.map((decision, index) => (
            <li key={decision.id} className="border-line border-b last:border-b-0">
              <details open={index === 0} className="group">
                <summary className="flex cursor-pointer list-none items-start gap-2 px-5 py-3 hover:bg-hover">
                  <ChevronRight
                    className="mt-0.5 size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
                    aria-hidden
                  />
                  <span className="min-w-0 flex-1">
                    <span className="font-medium">{wentTo(decision)}</span>{" "}
                    <RelativeTime at={decision.decidedAt} className="text-ink-faint text-xs" />
                    <span className="block text-ink-muted">{decision.reason}</span>
                  </span>
                </summary>
                <DecisionDetail decision={decision} />
              </details>
            </li>
          ))}
        </ol>
      </Sheet>
    </Section>
  );
}

function headline(decision: RoutingDecision): string {
  if (decision.chosenUser) return `Why ${decision.chosenUser.name}`;
  return decision.chosenJourney ? `Why ${decision.chosenJourney.name}` : "Why it waits";
}

function wentTo({ chosenUser, chosenTeam, chosenJourney }: RoutingDecision): string {
  if (chosenUser) return chosenUser.name;
  if (chosenJourney) return `Journey ${chosenJourney.name}`;
  return chosenTeam ? `Queue of ${chosenTeam.name}` : "Nobody yet";
}

function DecisionDetail({ decision }: { decision: RoutingDecision }) {
  const { rule, strategy, chosenTeam, runId } = decision;
  return (
    <div className="flex flex-col gap-3 pb-4">
      <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1 px-5">
        <dt className="text-ink-muted">Rule</dt>
        <dd>
          <RuleLink rule={rule} isOfRun={runId !== null} />
        </dd>
        <dt className="text-ink-muted">Chosen by</dt>
        <dd>{describeStrategy(strategy)}</dd>
        {chosenTeam && (
          <>
            <dt className="text-ink-muted">Team</dt>
            <dd>{chosenTeam.name}</dd>
          </>
        )}
        {describeInputs(decision.inputs).map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-ink-muted">{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="border-line border-t">
        <CandidateTable
          candidates={decision.candidates}
          chosenId={decision.chosenUser?.id ?? null}
          strategy={strategy}
        />
      </div>
    </div>
  );
}

function RuleLink({ rule, isOfRun }: { rule: RoutingDecision["rule"]; isOfRun: boolean }) {
  if (!rule) return isOfRun ? "None: a journey asked by itself" : "None";
  const name = rule.name ?? "A rule that has been removed since";
  return (
    <>
      {rule.set ? (
        <Link href={`/settings/routing?set=${rule.set.key}`} className="text-accent-text hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
      {rule.set && (
        <span className="text-ink-faint">
          {" "}
          in {rule.set.name}
          {rule.revision !== null && `, revision ${rule.revision}`}
        </span>
      )}
    </>
  );
}
