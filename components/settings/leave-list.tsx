"use client";
import { X } from "lucide-react";
import { LeaveForm } from "#components/settings/leave-form.tsx";
import { spanWords } from "#components/settings/leave-words.ts";
import { useChangeLeave, useLeave } from "#components/settings/use-leave.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";

interface LeaveListProps {
  userId: string;
  mayEdit: boolean;
}

/** When somebody is out of office, now and to come: while it lasts routing gives them nothing. */
export function LeaveList({ userId, mayEdit }: LeaveListProps) {
  const leave = useLeave(userId);
  const { change, takeBack } = useChangeLeave(userId);
  return (
    <div className="flex flex-col gap-4">
      {leave.error && !leave.data && (
        <ErrorNotice
          what="The leave could not be loaded"
          error={leave.error}
          onRetry={() => void leave.refetch()}
        />
      )}
      {leave.data?.data.length === 0 && <p className="text-ink-muted">None now, and none planned.</p>}
      <ul className="flex flex-col gap-2">
        {leave.data?.data.map((row) => (
          <li key={row.id} className="flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <p>
                {spanWords(row)}
                {row.note && <span className="text-ink-muted"> · {row.note}</span>}
              </p>
              <p className="text-ink-muted text-xs">
                {row.substitute ? `${row.substitute.name} takes over` : "The queue takes over"}
                {row.autoReply && <span className="wrap-anywhere"> · “{row.autoReply}”</span>}
              </p>
            </div>
            {mayEdit && (
              <IconButton
                size="small"
                label={`Take back the leave ${spanWords(row)}`}
                onClick={() => takeBack(row, "The leave is taken back")}
              >
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <div className="border-t pt-4">
          <LeaveForm userId={userId} change={change} />
        </div>
      )}
    </div>
  );
}
