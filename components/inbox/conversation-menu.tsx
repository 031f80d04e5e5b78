"use client";
import {
  Ban,
  Ellipsis,
  GitMerge,
  Link2,
  MailOpen,
  OctagonAlert,
  ShieldCheck,
  Star,
  UserRoundCheck,
} from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { useBlocking } from "./use-blocking.ts";
import type { useConversationActions } from "./use-conversation-actions.ts";
import { useAskHow } from "./use-survey.ts";

const MergeDialog = dynamic(() => import("./merge-dialog.tsx").then((file) => file.MergeDialog));

interface ConversationMenuProps {
  conversation: Conversation;
  name: string;
  actions: ReturnType<typeof useConversationActions>;
}

/** What is done seldom: merging, spam, blocking, asking how it was. */
export function ConversationMenu({ conversation, name, actions }: ConversationMenuProps) {
  const [merging, setMerging] = useState(false);
  const { isBlocked, block, unblock } = useBlocking(conversation, name);
  const askHow = useAskHow(conversation.id);
  const isSpam = conversation.status === "spam";
  const copy = async () => {
    await navigator.clipboard.writeText(`${window.location.origin}/inbox/${conversation.id}`);
    toastDone("The link is on the clipboard");
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton label="More actions" size="medium" className="size-7">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void copy()}>
          Copy the link
        </MenuItem>
        <MenuItem icon={<GitMerge aria-hidden />} onSelect={() => setMerging(true)}>
          Merge into another conversation
        </MenuItem>
        <MenuItem icon={<Star aria-hidden />} onSelect={() => askHow.mutate()}>
          Ask how it was
        </MenuItem>
        <MenuSeparator />
        {isSpam ? (
          <MenuItem icon={<MailOpen aria-hidden />} onSelect={() => actions.patch({ status: "in_progress" })}>
            Not spam
          </MenuItem>
        ) : (
          <MenuItem icon={<OctagonAlert aria-hidden />} aside="#" onSelect={actions.markSpam}>
            Move to spam
          </MenuItem>
        )}
        {isBlocked ? (
          <MenuItem icon={<UserRoundCheck aria-hidden />} onSelect={() => unblock()}>
            Unblock {name}
          </MenuItem>
        ) : (
          <MenuItem danger icon={<Ban aria-hidden />} onSelect={() => block()}>
            Block {name}
          </MenuItem>
        )}
        {conversation.isTest && (
          <MenuItem disabled icon={<ShieldCheck aria-hidden />}>
            A test: nothing is sent
          </MenuItem>
        )}
      </Menu>
      {merging && <MergeDialog conversation={conversation} onClose={() => setMerging(false)} />}
    </>
  );
}
