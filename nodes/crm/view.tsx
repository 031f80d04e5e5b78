import { DatabaseZap } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const crmView: NodeView = { icon: DatabaseZap };
