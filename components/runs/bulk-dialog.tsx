"use client";
import { useState } from "react";
import { BULK_ACTIONS, type BulkAction, confirmWords, runsCount } from "#components/runs/bulk-words.ts";
import { useControlRuns, useRunCount } from "#components/runs/operation-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RadioGroup } from "#components/ui/radio.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type ControlRuns, FREE_COUNT } from "#core/api/run-operations.ts";

interface BulkDialogProps {
  action: BulkAction;
  filter: ControlRuns["filter"];
  onClose: () => void;
  onStarted: (operationId: string) => void;
}

/** Before many runs are told something: how many they are, what it means, and the number typed where they are many. */
export function BulkDialog({ action, filter, onClose, onStarted }: BulkDialogProps) {
  const [expired, setExpired] = useState<"fire" | "restart">("fire");
  const [resend, setResend] = useState(false);
  const [typed, setTyped] = useState("");
  const order: ControlRuns = {
    filter,
    action,
    ...(action === "resume" ? { expired } : {}),
    ...(action === "retry" && resend ? { resendUnknown: true } : {}),
  };
  const preview = useRunCount({ filter, action });
  const control = useControlRuns();
  const count = preview.data?.count;
  const mustType = count !== undefined && count > FREE_COUNT;
  const isTyped = !mustType || typed.replace(/\D/g, "") === String(count);
  const send = () => {
    if (count === undefined) return;
    control.mutate(
      { ...order, confirmCount: count },
      { onSuccess: ({ operation }) => (operation ? onStarted(operation.id) : onClose()) },
    );
  };
  const words = BULK_ACTIONS[action];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={count === undefined ? words.name : `${confirmWords(action, count)}?`}
      description={words.means}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant={action === "stop" ? "danger" : "primary"}
            disabled={!count || !isTyped}
            pending={control.isPending}
            onClick={send}
          >
            {count === undefined ? words.name : confirmWords(action, count)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {preview.isLoading && <Skeleton className="h-5 w-40" />}
        {preview.isError && (
          <ErrorNotice
            what="The runs could not be counted"
            error={preview.error}
            onRetry={() => void preview.refetch()}
          />
        )}
        {count === 0 && <p>None of these runs can be told this as it stands now.</p>}
        {action === "resume" && (
          <RadioGroup
            label="Waits that ran out meanwhile"
            value={expired}
            onValueChange={(value) => setExpired(value === "restart" ? "restart" : "fire")}
            options={[
              {
                value: "fire",
                label: "Go on at once",
                hint: "A wait that ran out during the pause counts as over",
              },
              {
                value: "restart",
                label: "Wait again in full",
                hint: "Such a wait starts from the beginning",
              },
            ]}
          />
        )}
        {action === "retry" && (
          <Checkbox
            checked={resend}
            onCheckedChange={(value) => setResend(value === true)}
            label="Also what may have been sent already"
            hint="Where the provider did not answer, people may get it twice. Left off, those runs stay stuck."
          />
        )}
        {mustType && (
          <Field label={`Type ${count} to go on`} hint={`This is about ${runsCount(count)}.`}>
            <Input
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Field>
        )}
        {control.isError && (
          <ErrorNotice
            what="The runs were told nothing"
            error={control.error}
            onRetry={() => void preview.refetch().then(() => control.reset())}
          />
        )}
      </div>
    </Dialog>
  );
}
