import { CalendarClock, ListChecks } from "lucide-react";
import type { ReactNode } from "react";
import { SlaChip } from "#components/sla/sla-chip.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { useOpenTasks } from "./use-conversations.ts";
import { useScheduled } from "./use-scheduled.ts";

/** What was promised: an answer in time, a reply that will go out, tasks that are open. Nothing where nothing was. */
export function HeaderPromises({ conversation }: { conversation: Conversation }) {
  const tasks = useOpenTasks(conversation.id).data?.data ?? [];
  const scheduled = (useScheduled(conversation.id).data?.data ?? []).filter(
    (message) => message.scheduled?.status === "pending" && message.scheduled.kind === "scheduled",
  );
  const due = tasks
    .filter((task) => task.dueAt)
    .sort((one, other) => (one.dueAt ?? "").localeCompare(other.dueAt ?? ""));
  const next = scheduled[0]?.scheduled?.sendAt;
  if (!conversation.sla && tasks.length === 0 && scheduled.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-ink-muted text-xs">
      <span className="sr-only">Promised: </span>
      {conversation.sla && <SlaChip sla={conversation.sla} named />}
      {next && (
        <Promised icon={<CalendarClock aria-hidden />}>
          {scheduled.length === 1 ? "A reply goes out " : `${scheduled.length} replies, the next `}
          <RelativeTime at={next} />
        </Promised>
      )}
      {tasks.length > 0 && (
        <Promised icon={<ListChecks aria-hidden />}>
          {tasks.length === 1 ? tasks[0]?.title : `${tasks.length} open tasks`}
          {due[0]?.dueAt && (
            <>
              {tasks.length === 1 ? ", due " : ", the next due "}
              <RelativeTime at={due[0].dueAt} />
            </>
          )}
        </Promised>
      )}
    </p>
  );
}

function Promised({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1 [&_svg]:size-3.5">
      {icon}
      <span className="max-w-72 truncate">{children}</span>
    </span>
  );
}
