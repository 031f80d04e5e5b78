import { Tags } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const aiClassifyView: NodeView = { icon: Tags };
