import type { Metadata } from "next";
import { DashboardPage } from "#components/dashboard/dashboard-page.tsx";

export const metadata: Metadata = { title: "Dashboard" };

export default function Dashboard() {
  return <DashboardPage />;
}
