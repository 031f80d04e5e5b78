import type { Metadata } from "next";
import { JourneysPage } from "#components/journeys/journeys-page.tsx";

export const metadata: Metadata = { title: "Journeys" };

export default function Journeys() {
  return <JourneysPage />;
}
