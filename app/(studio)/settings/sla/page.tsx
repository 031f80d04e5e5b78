import type { Metadata } from "next";
import { PolicyList } from "#components/sla/policy-list.tsx";

export const metadata: Metadata = { title: "SLA" };

export default function Sla() {
  return <PolicyList />;
}
