import type { Metadata } from "next";
import { HoursList } from "#components/hours/hours-list.tsx";

export const metadata: Metadata = { title: "Business hours" };

export default function BusinessHours() {
  return <HoursList />;
}
