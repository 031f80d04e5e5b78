"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { BoardAgent } from "#core/api/board.ts";

/** A word to a colleague, which they find among their notifications. */
export function TellDialog({ agent, onClose }: { agent: BoardAgent; onClose: () => void }) {
  const [text, setText] = useState("");
  const tell = useMutation({
    mutationFn: () => api.post(`/users/${agent.id}/tell`, { text: text.trim() }),
    onSuccess: () => {
      toastDone(`${agent.name} was told`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    tell.mutate();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Message ${agent.name}`}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Message" hint="They find it among their notifications.">
          <Textarea value={text} onChange={(event) => setText(event.target.value)} rows={3} autoFocus />
        </Field>
        {tell.error && <ErrorNotice what="The message was not sent" error={tell.error} />}
        <Button
          type="submit"
          variant="primary"
          className="self-end"
          pending={tell.isPending}
          disabled={!text.trim()}
        >
          Send
        </Button>
      </form>
    </Dialog>
  );
}
