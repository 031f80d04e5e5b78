import type { Conversation } from "#core/api/conversations.ts";
import { ContactSection } from "./context-contact.tsx";
import { CrmSection } from "./context-crm.tsx";
import { HistorySection } from "./context-history.tsx";
import { KnownSection } from "./context-known.tsx";
import { MergeSection } from "./context-merge.tsx";
import { RecordsSection } from "./context-records.tsx";
import { RunsSection } from "./context-runs.tsx";
import { TasksSection } from "./context-tasks.tsx";
import { RoutingReasons } from "./routing-reasons.tsx";
import { Section } from "./section.tsx";
import { useSurvey } from "./use-survey.ts";

/** The person behind the thread, what was promised to them, what runs for them, and all that was before. */
export function ContextPanel({ conversation }: { conversation: Conversation }) {
  return (
    <div className="flex flex-col gap-5 p-4 text-sm">
      <ContactSection conversation={conversation} />
      <MergeSection contactId={conversation.contact.id} />
      <TasksSection conversation={conversation} />
      <KnownSection conversation={conversation} />
      <RunsSection id={conversation.id} />
      <RecordsSection contactId={conversation.contact.id} />
      <CrmSection contactId={conversation.contact.id} />
      <Rating id={conversation.id} />
      <HistorySection conversation={conversation} />
      <RoutingReasons id={conversation.id} />
    </div>
  );
}

function Rating({ id }: { id: string }) {
  const survey = useSurvey(id).data?.survey;
  if (!survey) return null;
  return (
    <Section title="How it was">
      {survey.rating === null ? (
        <p className="text-ink-muted">
          {survey.status === "expired" ? "They did not answer." : "They were asked."}
        </p>
      ) : (
        <p>
          <span className="font-medium">{survey.rating} of 5</span>
          {survey.comment && <span className="text-ink-muted"> “{survey.comment}”</span>}
        </p>
      )}
    </Section>
  );
}
