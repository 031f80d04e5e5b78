import { Check, CheckCheck, CircleAlert, CircleSlash, Clock, type LucideIcon } from "lucide-react";
import { classNames } from "#components/ui/class-names.ts";
import type { MessageStatus } from "#core/api/messages.ts";

const LOOKS: Record<MessageStatus, { name: string; icon: LucideIcon; ink: string }> = {
  received: { name: "Received", icon: Check, ink: "text-ink-faint" },
  queued: { name: "On its way", icon: Clock, ink: "text-ink-faint" },
  unknown: { name: "Not known whether it was sent", icon: CircleAlert, ink: "text-warning" },
  sent: { name: "Sent", icon: Check, ink: "text-ink-faint" },
  delivered: { name: "Delivered", icon: CheckCheck, ink: "text-ink-faint" },
  read: { name: "Read", icon: CheckCheck, ink: "text-accent-text" },
  failed: { name: "Not delivered", icon: CircleAlert, ink: "text-danger" },
  suppressed: { name: "Held back", icon: CircleSlash, ink: "text-warning" },
};

/** How far a message has come: tick and word. */
export function DeliveryMark({ status, className }: { status: MessageStatus; className?: string }) {
  const { name, icon: Icon, ink } = LOOKS[status];
  return (
    <span className={classNames("inline-flex items-center gap-1 whitespace-nowrap text-xs", ink, className)}>
      <Icon className="size-3.5" aria-hidden />
      {name}
    </span>
  );
}
