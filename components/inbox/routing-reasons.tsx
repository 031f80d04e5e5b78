import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { RoutingDecision } from "#core/api/conversations.ts";
import { Section } from "./section.tsx";
import { useRouting } from "./use-conversations.ts";

/** "Why me?": the last decision that gave the conversation to somebody, with everyone who was considered. */
export function RoutingReasons({ id }: { id: string }) {
  const routing = useRouting(id);
  const decision = routing.data?.data[0];
  if (!decision) return null;
  return (
    <Section title={decision.chosenUser ? `Why ${decision.chosenUser.name}` : "Why it waits"}>
      <p>
        {decision.reason} <RelativeTime at={decision.decidedAt} className="text-ink-faint text-xs" />
      </p>
      <details className="mt-1">
        <summary className="text-accent-text text-xs">
          {decision.candidates.length === 1
            ? "1 person considered"
            : `${decision.candidates.length} people considered`}
        </summary>
        <Candidates decision={decision} />
      </details>
    </Section>
  );
}

function Candidates({ decision }: { decision: RoutingDecision }) {
  return (
    <ul className="mt-1 flex flex-col gap-1">
      {decision.candidates.map((candidate) => (
        <li key={candidate.user.id} className="flex items-center gap-2 text-xs">
          <span className="flex-1 truncate">{candidate.user.name}</span>
          {candidate.eligible ? (
            <Badge tone={candidate.user.id === decision.chosenUser?.id ? "accent" : "neutral"}>
              {candidate.openCount} open
            </Badge>
          ) : (
            <span className="text-ink-muted">{candidate.excludedBy ?? "Left out"}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
