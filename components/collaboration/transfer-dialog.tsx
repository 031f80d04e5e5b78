"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { AssignChoice, type AssignTarget } from "#components/inbox/assign-choice.tsx";
import { useColleagues } from "#components/inbox/mentions.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { Transfer } from "#core/api/collaboration.ts";
import type { Conversation } from "#core/api/conversations.ts";

interface TransferDialogProps {
  conversation: Conversation;
  onClose: () => void;
}

/** Passes a conversation on with a word about it; what was said so far goes along by itself. */
export function TransferDialog({ conversation, onClose }: TransferDialogProps) {
  const client = useQueryClient();
  const colleagues = useColleagues(true);
  const [target, setTarget] = useState<AssignTarget | null>(null);
  const [note, setNote] = useState("");
  const transfer = useMutation<Conversation, ApiError, Transfer>({
    mutationFn: (body) => api.post(`/conversations/${conversation.id}/transfer`, body),
    onSuccess: () => {
      toastDone("Passed on, with what was said so far");
      void client.invalidateQueries({ queryKey: ["conversation"] });
      void client.invalidateQueries({ queryKey: ["message"] });
      onClose();
    },
  });
  const name = colleagues.find(({ id }) => id === target?.assignee)?.name;
  const send = () => {
    const { assignee, team } = target ?? {};
    transfer.mutate({ ...(assignee && { assignee }), ...(team && { team }), ...(note.trim() && { note }) });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={target ? `Pass on to ${name ?? "the team"}` : "Pass on to whom?"}
      description="They find a note in the thread with your words and what was said so far. You follow it from now on."
      footer={
        target && (
          <>
            <Button onClick={() => setTarget(null)}>Somebody else</Button>
            <Button variant="primary" pending={transfer.isPending} onClick={send}>
              Pass on
            </Button>
          </>
        )
      }
    >
      {target ? (
        <div className="flex flex-col gap-3">
          <Field label="What they should know" hint="Only your team sees this.">
            <Textarea
              rows={4}
              autoFocus
              value={note}
              onChange={(event) => setNote(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
              }}
            />
          </Field>
          {transfer.error && <ErrorNotice what="It was not passed on" error={transfer.error} />}
        </div>
      ) : (
        <div className="p-3">
          <AssignChoice open current={null} onChoose={setTarget} />
        </div>
      )}
    </Dialog>
  );
}
