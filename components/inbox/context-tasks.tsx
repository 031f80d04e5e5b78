import { BellRing, Plus, X } from "lucide-react";
import { DateTime } from "luxon";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { CustomTime } from "./custom-time.tsx";
import { Section } from "./section.tsx";
import { snoozeTimes } from "./snooze-times.ts";
import { TimeField } from "./time-field.tsx";
import { useOpenTasks } from "./use-conversations.ts";
import { useFollowUp, useTaskActions } from "./use-tasks.ts";

/** What was promised and is not done, with a place to promise more, and a reminder for oneself. */
export function TasksSection({ conversation }: { conversation: Conversation }) {
  const tasks = useOpenTasks(conversation.id);
  const { setStatus } = useTaskActions(conversation.id);
  const [adding, setAdding] = useState(false);
  const open = (tasks.data?.data ?? []).filter((task) => !task.isFollowUp);
  return (
    <Section
      title="Tasks"
      aside={
        <IconButton label="Add a task" size="small" onClick={() => setAdding(true)}>
          <Plus aria-hidden />
        </IconButton>
      }
    >
      <ul className="flex flex-col gap-1.5">
        {open.map((task) => (
          <li key={task.id} className="flex items-start gap-2">
            <span className="flex h-5 items-center">
              <Checkbox
                aria-label={`Done: ${task.title}`}
                checked={false}
                onCheckedChange={() => setStatus.mutate({ id: task.id, status: "done" })}
              />
            </span>
            <span className="min-w-0 flex-1">
              <span className="wrap-anywhere">{task.title}</span>
              <span className="block text-ink-faint text-xs">
                {task.assignee?.name ?? "Nobody yet"}
                {task.dueAt && (
                  <span className={Date.parse(task.dueAt) < Date.now() ? "text-danger" : undefined}>
                    , due <RelativeTime at={task.dueAt} />
                  </span>
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {open.length === 0 && !adding && <p className="text-ink-faint">Nothing is promised.</p>}
      {adding && <AddTask conversation={conversation} onDone={() => setAdding(false)} />}
      <Reminder id={conversation.id} />
    </Section>
  );
}

function AddTask({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const { add } = useTaskActions(conversation.id);
  const [title, setTitle] = useState("");
  const [dueAt, setDueAt] = useState("");
  const save = () => {
    const words = title.trim();
    if (words === "") return onDone();
    add.mutate(
      {
        title: words,
        contactId: conversation.contact.id,
        ...(dueAt && { dueAt }),
        ...(conversation.assignee && { assignee: conversation.assignee.id }),
      },
      { onSuccess: onDone },
    );
  };
  return (
    <form
      className="mt-1.5 flex flex-col gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      <Input
        autoFocus
        aria-label="What is promised"
        placeholder="Call back about the quote"
        value={title}
        maxLength={500}
        onChange={(event) => setTitle(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-1.5">
        <TimeField label="Due" value={dueAt} onChange={setDueAt} />
        <Button size="small" variant="primary" type="submit" pending={add.isPending}>
          Add
        </Button>
        <Button size="small" variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
      {add.isError && (
        <p role="alert" className="text-danger text-xs">
          {add.error.problems[0]?.message ?? add.error.detail}
        </p>
      )}
    </form>
  );
}

/** "Remind me unless they write": a task of one's own that goes away by itself. */
function Reminder({ id }: { id: string }) {
  const { current, set, clear } = useFollowUp(id);
  const [open, setOpen] = useState(false);
  if (current)
    return (
      <p className="mt-2 flex items-center gap-1.5 text-ink-muted">
        <BellRing className="size-4" aria-hidden />
        <span className="flex-1">
          You are reminded <RelativeTime at={current.at} />, unless they write
        </span>
        <IconButton label="No reminder" size="small" onClick={() => clear()}>
          <X aria-hidden />
        </IconButton>
      </p>
    );
  const remind = (at: string) => {
    setOpen(false);
    set(at);
  };
  return (
    <Popover
      label="Remind me"
      open={open}
      onOpenChange={setOpen}
      className="w-64 p-1"
      trigger={
        <Button variant="ghost" size="small" className="-ml-2.5 mt-1.5">
          <BellRing aria-hidden />
          Remind me if they do not write
        </Button>
      }
    >
      {open &&
        snoozeTimes(DateTime.now()).map((time) => (
          <button
            key={time.label}
            type="button"
            onClick={() => remind(time.until)}
            className="flex w-full rounded-sm px-2 py-1.5 text-left hover:bg-hover"
          >
            {time.label}
          </button>
        ))}
      <CustomTime onChoose={remind} />
    </Popover>
  );
}
