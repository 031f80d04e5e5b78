"use client";
import { Target } from "lucide-react";
import { useState } from "react";
import { useAllowed } from "#components/shell/viewer.tsx";
import { TargetForm } from "#components/targets/target-form.tsx";
import { isOf, useTargets, type Whose } from "#components/targets/use-targets.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Metric } from "#core/api/metrics.ts";

interface TargetButtonProps {
  metric: Metric;
  /** Null: everybody's together. */
  whose: Whose | null;
}

/** Sets or changes the target of a figure where it is shown. */
export function TargetButton({ metric, whose }: TargetButtonProps) {
  const mayEdit = useAllowed("conversations.manage");
  const [open, setOpen] = useState(false);
  const targets = useTargets();
  if (!mayEdit) return null;
  const own = targets.data?.data.find((target) => target.metric === metric.name && isOf(target, whose));
  return (
    <>
      <IconButton
        size="small"
        label={`${own ? "Change" : "Set"} the target of ${metric.title}`}
        onClick={() => setOpen(true)}
      >
        <Target aria-hidden />
      </IconButton>
      <Dialog open={open} onOpenChange={setOpen} title={`Target: ${metric.title}`}>
        <TargetForm target={own} of={{ metric: metric.name, whose }} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
