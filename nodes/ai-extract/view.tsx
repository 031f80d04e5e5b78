import { ScanText } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const aiExtractView: NodeView = { icon: ScanText };
