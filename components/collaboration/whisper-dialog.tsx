"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Conversation } from "#core/api/conversations.ts";

interface WhisperDialogProps {
  conversation: Conversation;
  onClose: () => void;
}

/** A word to whoever has the conversation, which nobody else sees. */
export function WhisperDialog({ conversation, onClose }: WhisperDialogProps) {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const whisper = useMutation<unknown, ApiError, string>({
    mutationFn: (words) => api.post(`/conversations/${conversation.id}/whisper`, { text: words }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: queryKeys.messages(conversation.id) });
      onClose();
    },
  });
  const send = () => {
    if (text.trim()) whisper.mutate(text);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Whisper to ${conversation.assignee?.name ?? "the agent"}`}
      footer={
        <Button variant="primary" disabled={!text.trim()} pending={whisper.isPending} onClick={send}>
          Whisper
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="What only they see" hint="The customer and other colleagues do not.">
          <Textarea
            rows={3}
            autoFocus
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
            }}
          />
        </Field>
        {whisper.error && <ErrorNotice what="It was not said" error={whisper.error} />}
      </div>
    </Dialog>
  );
}
