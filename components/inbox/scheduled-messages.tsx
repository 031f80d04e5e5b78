"use client";
import { CalendarClock, CircleAlert } from "lucide-react";
import { DateTime } from "luxon";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Message } from "#core/api/messages.ts";
import { TimeField } from "./time-field.tsx";
import { type ScheduledChange, useScheduled, useScheduledActions } from "./use-scheduled.ts";

interface ScheduledMessagesProps {
  conversationId: string;
  /** What the thread shows: a reply that has gone out stands there, under the id it waited with. */
  shown: readonly Message[];
}

/** Replies that are written but not sent: when they go, and what can still be done about them. */
export function ScheduledMessages({ conversationId, shown }: ScheduledMessagesProps) {
  const scheduled = useScheduled(conversationId);
  const { change, cancel } = useScheduledActions(conversationId);
  const waiting = (scheduled.data?.data ?? []).filter(
    (message) => message.scheduled && message.scheduled.status !== "cancelled" && !stands(message, shown),
  );
  if (waiting.length === 0) return null;
  return (
    <ul aria-label="Scheduled replies" className="flex flex-col gap-2 px-4 pt-4">
      {waiting.map((message) => (
        <li key={message.id} className="flex justify-end">
          <ScheduledMessage
            message={message}
            onChange={(changes) => change.mutate({ id: message.id, ...changes })}
            onCancel={() => cancel.mutate(message)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Whether the thread shows it already: it has gone out, or was sent a moment ago and is not answered yet. */
function stands({ id, text, scheduled }: Message, shown: readonly Message[]): boolean {
  const isHeld = scheduled?.kind === "held";
  return shown.some(
    (message) => message.id === id || (isHeld && message.status === "queued" && message.text === text),
  );
}

interface ScheduledMessageProps {
  message: Message;
  onChange: (change: ScheduledChange) => void;
  onCancel: () => void;
}

function ScheduledMessage({ message, onChange, onCancel }: ScheduledMessageProps) {
  const [editing, setEditing] = useState(false);
  const { scheduled } = message;
  if (!scheduled) return null;
  const failed = scheduled.status === "failed";
  const held = scheduled.kind === "held";
  return (
    <article
      aria-label={held ? "Reply about to go out" : "Scheduled reply"}
      className="w-[min(36rem,88%)] rounded-lg border border-line-control border-dashed bg-surface px-3 py-2"
    >
      <p className="mb-1 flex flex-wrap items-center gap-x-1.5 text-ink-muted text-xs">
        {failed ? (
          <CircleAlert className="size-3.5 text-danger" aria-hidden />
        ) : (
          <CalendarClock className="size-3.5" aria-hidden />
        )}
        <span className="font-medium text-ink">{message.author.name}</span>
        {message.channel && <ChannelMark channel={message.channel} size="small" />}
        <span>{failed ? (scheduled.reason ?? "It could not go out") : goesOut(message)}</span>
      </p>
      {editing ? (
        <EditForm
          message={message}
          onDone={(changes) => {
            setEditing(false);
            if (changes) onChange(changes);
          }}
        />
      ) : (
        <>
          <p className="wrap-anywhere whitespace-pre-wrap text-reading">{message.text}</p>
          <p className="mt-1 flex justify-end gap-3">
            {!held && (
              <Button variant="link" size="small" onClick={() => setEditing(true)}>
                Edit
              </Button>
            )}
            {!held && !failed && (
              <Button
                variant="link"
                size="small"
                onClick={() => onChange({ sendAt: new Date(Date.now() + 1_000).toISOString() })}
              >
                Send now
              </Button>
            )}
            <Button variant="link" size="small" onClick={onCancel}>
              {held ? "Undo" : "Cancel sending"}
            </Button>
          </p>
        </>
      )}
    </article>
  );
}

function goesOut({ scheduled }: Message): string {
  if (!scheduled) return "";
  if (scheduled.kind === "held") return "is about to go out";
  const at = DateTime.fromISO(scheduled.sendAt);
  const time = at.toLocaleString(
    at.hasSame(DateTime.now(), "day") ? DateTime.TIME_SIMPLE : { ...DateTime.DATETIME_MED, weekday: "short" },
  );
  const until = scheduled.onCustomerReply === "cancel" ? ", unless they write before" : "";
  return `goes out ${at.hasSame(DateTime.now(), "day") ? "today at " : ""}${time}${until}`;
}

function EditForm({
  message,
  onDone,
}: {
  message: Message;
  onDone: (change: ScheduledChange | null) => void;
}) {
  const [text, setText] = useState(message.text);
  const [at, setAt] = useState(message.scheduled?.sendAt ?? "");
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onDone({ text: text.trim(), sendAt: at });
      }}
    >
      <Textarea
        aria-label="Scheduled reply"
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <TimeField label="Goes out" value={at} onChange={setAt} />
        <Button size="small" onClick={() => onDone(null)}>
          Leave it
        </Button>
        <Button size="small" variant="primary" type="submit" disabled={text.trim() === ""}>
          Save
        </Button>
      </div>
    </form>
  );
}
