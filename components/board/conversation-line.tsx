"use client";
import { Hand, UserRoundPlus } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { useBoardActions } from "#components/board/use-board.ts";
import { AssignChoice } from "#components/inbox/assign-choice.tsx";
import { useViewer } from "#components/shell/viewer.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { BoardConversation } from "#core/api/board.ts";

interface ConversationLineProps {
  conversation: BoardConversation;
  /** What presses. */
  children: ReactNode;
}

/** A conversation on the board: opened, taken or given away from here. */
export function ConversationLine({ conversation, children }: ConversationLineProps) {
  const viewer = useViewer();
  const { assign } = useBoardActions();
  const [choosing, setChoosing] = useState(false);
  const { id, contact, channel, assignee } = conversation;
  const name = contact ?? "Somebody without a name";
  return (
    <li className="flex items-center gap-2 border-b px-4 py-1.5 last:border-b-0">
      <ChannelMark channel={channel} size="small" />
      <Link
        href={`/inbox/${id}`}
        className="flex min-w-0 flex-1 flex-col hover:underline sm:flex-row sm:items-baseline sm:gap-2"
      >
        <span className="truncate font-medium">{name}</span>
        <span className="truncate text-ink-faint text-xs">{assignee?.name ?? "Unassigned"}</span>
      </Link>
      {children}
      <Popover
        label={`Reassign ${name}`}
        align="end"
        open={choosing}
        onOpenChange={setChoosing}
        trigger={
          <IconButton label={`Reassign ${name}`} size="small">
            <UserRoundPlus aria-hidden />
          </IconButton>
        }
      >
        <AssignChoice
          open={choosing}
          current={assignee?.id ?? null}
          onChoose={(to) => {
            assign({ id, to });
            setChoosing(false);
          }}
        />
      </Popover>
      <IconButton
        label={`Take ${name} myself`}
        size="small"
        disabled={assignee?.id === viewer.id}
        onClick={() => assign({ id, to: { assignee: viewer.id } })}
      >
        <Hand aria-hidden />
      </IconButton>
    </li>
  );
}
