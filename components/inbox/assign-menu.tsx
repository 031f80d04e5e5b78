import { UserRoundPlus } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { AssignConversation, Conversation } from "#core/api/conversations.ts";
import { AssignChoice } from "./assign-choice.tsx";

interface AssignMenuProps {
  conversation: Conversation;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onAssign: (to: AssignConversation) => void;
}

/** Gives the conversation to a person or a team. Who is online is said beside each name. */
export function AssignMenu({ conversation, open, onOpenChange, onAssign }: AssignMenuProps) {
  return (
    <Popover
      label="Assign"
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button size="small" title="Assign (A)" aria-keyshortcuts="A">
          <UserRoundPlus aria-hidden />
          <span className="sr-only @2xl:not-sr-only">{conversation.assignee ? "Reassign" : "Assign"}</span>
        </Button>
      }
    >
      <AssignChoice
        open={open}
        current={conversation.assignee?.id ?? null}
        onChoose={(to) => {
          onAssign(to);
          onOpenChange(false);
        }}
      />
    </Popover>
  );
}
