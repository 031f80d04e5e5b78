import { CalendarClock } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const triggerScheduleView: NodeView = { icon: CalendarClock };
