import { UsersRound } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const triggerAudienceView: NodeView = { icon: UsersRound };
