"use client";
import { Bell, BellRing, Ear, Eye, Forward, Hand, MessageCircleDashed } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useAllowed, useViewer } from "#components/shell/viewer.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Viewer } from "#core/api/collaboration.ts";
import type { Conversation } from "#core/api/conversations.ts";
import { useFollow } from "./use-follow.ts";
import { useViewers } from "./use-viewers.ts";

const TransferDialog = dynamic(() => import("./transfer-dialog.tsx").then((file) => file.TransferDialog));
const WhisperDialog = dynamic(() => import("./whisper-dialog.tsx").then((file) => file.WhisperDialog));

interface ColleaguesLineProps {
  conversation: Conversation;
  onClaim: () => void;
}

/** Who handles it, who else looks at it, and what colleagues can do for each other here. */
export function ColleaguesLine({ conversation, onClaim }: ColleaguesLineProps) {
  const { id, assignee } = conversation;
  const viewer = useViewer();
  const isSupervisor = useAllowed("conversations.manage");
  const mayAssign = useAllowed("conversations.assign");
  const [listening, setListening] = useState(false);
  const [open, setOpen] = useState<"transfer" | "whisper" | null>(null);
  const viewers = useViewers(id, listening);
  const { followers, follows, toggle } = useFollow(id);
  const isColleagues = assignee !== null && assignee.id !== viewer.id;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-surface px-4 py-1 text-ink-muted text-xs">
      <p role="status" className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
        {isColleagues && <span className="font-medium text-ink">{assignee.name} is handling this</span>}
        {viewers.length > 0 && (
          <span className="inline-flex items-center gap-1">
            <Eye className="size-3.5" aria-hidden />
            {viewingWords(viewers)}
          </span>
        )}
        {listening && <span className="text-info">You are listening in: the agent does not see it</span>}
      </p>
      <div className="flex items-center gap-0.5">
        {isSupervisor && isColleagues && (
          <>
            <IconButton
              size="small"
              label={listening ? "Stop listening in" : "Listen in"}
              aria-pressed={listening}
              onClick={() => setListening(!listening)}
            >
              <Ear aria-hidden />
            </IconButton>
            <IconButton size="small" label="Whisper" onClick={() => setOpen("whisper")}>
              <MessageCircleDashed aria-hidden />
            </IconButton>
            <IconButton size="small" label="Take over" onClick={onClaim}>
              <Hand aria-hidden />
            </IconButton>
          </>
        )}
        {mayAssign && (
          <IconButton size="small" label="Pass on" onClick={() => setOpen("transfer")}>
            <Forward aria-hidden />
          </IconButton>
        )}
        <IconButton
          size="small"
          label={followWords(follows, followers)}
          aria-pressed={follows}
          onClick={() => toggle(!follows)}
        >
          {follows ? <BellRing aria-hidden /> : <Bell aria-hidden />}
        </IconButton>
      </div>
      {open === "transfer" && <TransferDialog conversation={conversation} onClose={() => setOpen(null)} />}
      {open === "whisper" && <WhisperDialog conversation={conversation} onClose={() => setOpen(null)} />}
    </div>
  );
}

function followWords(follows: boolean, followers: readonly { name: string }[]): string {
  const what = follows ? "Following" : "Follow";
  if (followers.length === 0) return what;
  return `${what}: followed by ${new Intl.ListFormat("en").format(followers.map(({ name }) => name))}`;
}

function viewingWords(viewers: readonly Viewer[]): string {
  const names = viewers.map(({ name, listening }) => (listening ? `${name} (listening in)` : name));
  return `${new Intl.ListFormat("en").format(names)} ${names.length === 1 ? "is" : "are"} viewing`;
}
