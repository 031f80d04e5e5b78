import type { Metadata } from "next";
import { JourneyPage } from "#components/canvas/journey-page.tsx";

export const metadata: Metadata = { title: "Journey" };

export default async function JourneyRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <JourneyPage id={id} />;
}
