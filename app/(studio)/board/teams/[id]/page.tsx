import type { Metadata } from "next";
import { FiguresPage } from "#components/board/figures-page.tsx";

export const metadata: Metadata = { title: "Team" };

export default async function Team({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <FiguresPage kind="team" id={id} />;
}
