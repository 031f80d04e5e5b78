import type { Metadata } from "next";
import { PeopleList } from "#components/settings/people-list.tsx";
import { TeamList } from "#components/settings/team-list.tsx";

export const metadata: Metadata = { title: "People" };

export default function People() {
  return (
    <>
      <PeopleList />
      <TeamList />
    </>
  );
}
