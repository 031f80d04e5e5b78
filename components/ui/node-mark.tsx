import {
  CircleCheck,
  Clock,
  Code,
  LogOut,
  type LucideIcon,
  MessageCircleQuestionMark,
  MessageSquare,
  Pencil,
  Send,
  Smile,
  Split,
  Square,
  StickyNote,
  UserCheck,
  Zap,
} from "lucide-react";
import { classNames } from "#components/ui/class-names.ts";
import type { NodeFamily } from "#core/journey/node-definition.ts";

/** Icons that node definitions name; one line here for each new one. */
const ICONS: Record<string, LucideIcon> = {
  "circle-check": CircleCheck,
  clock: Clock,
  code: Code,
  "log-out": LogOut,
  "message-circle-question-mark": MessageCircleQuestionMark,
  "message-square": MessageSquare,
  pencil: Pencil,
  send: Send,
  smile: Smile,
  split: Split,
  "sticky-note": StickyNote,
  "user-check": UserCheck,
  zap: Zap,
};

/** Glyph on wash, by family. */
export const FAMILY_TINTS: Record<NodeFamily, string> = {
  trigger: "bg-family-trigger-soft text-family-trigger",
  message: "bg-family-message-soft text-family-message",
  logic: "bg-family-logic-soft text-family-logic",
  people: "bg-family-people-soft text-family-people",
  ai: "bg-family-ai-soft text-family-ai",
  data: "bg-family-data-soft text-family-data",
};

/** The icon of a name in a node's definition. */
export function iconNamed(name: string): LucideIcon {
  return ICONS[name] ?? Square;
}

interface NodeMarkProps {
  icon: string;
  family: NodeFamily;
  className?: string;
}

/** A node type's icon on its family's tint. Decoration: put the node's name beside it. */
export function NodeMark({ icon, family, className }: NodeMarkProps) {
  const Icon = iconNamed(icon);
  return (
    <span
      aria-hidden
      className={classNames(
        "inline-flex size-6 shrink-0 items-center justify-center rounded-md [&_svg]:size-3.5",
        FAMILY_TINTS[family],
        className,
      )}
    >
      <Icon />
    </span>
  );
}
