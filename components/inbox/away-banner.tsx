import { Palmtree } from "lucide-react";
import { leaveNow, untilWords } from "#components/settings/leave-words.ts";
import { useChangeLeave, useLeave } from "#components/settings/use-leave.ts";
import { useViewer } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";

/** The viewer is out of office: until when, what becomes of their work, and the way back. */
export function AwayBanner() {
  const viewer = useViewer();
  const leaves = useLeave(viewer.id);
  const { change, takeBack } = useChangeLeave(viewer.id);
  const leave = leaveNow(leaves.data?.data ?? [], Date.now());
  if (!leave) return null;
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-warning-soft px-4 py-1.5 text-sm"
    >
      <Palmtree className="size-4 shrink-0 text-warning" aria-hidden />
      <p className="min-w-0 flex-1">
        <span className="font-medium">You are out of office until {untilWords(leave.to)}.</span>{" "}
        <span className="max-sm:sr-only">
          New work goes to others; customers who answer go to {leave.substitute?.name ?? "the queue"}
          {leave.autoReply && ", and are told your message once"}.
        </span>
        {change.error && (
          <span className="text-danger"> That could not be changed: {change.error.message}</span>
        )}
      </p>
      <Button size="small" pending={change.isPending} onClick={() => takeBack(leave, "Welcome back")}>
        I am back
      </Button>
    </div>
  );
}
