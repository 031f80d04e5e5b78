"use client";
import { LeaveList } from "#components/settings/leave-list.tsx";
import { Section } from "#components/settings/section.tsx";
import { useViewer } from "#components/shell/viewer.tsx";

/** The viewer's own absences. */
export function OwnLeave() {
  const viewer = useViewer();
  return (
    <Section
      title="Out of office"
      description="While you are away nothing new is given to you, and a colleague or the queue takes over what customers answer. It ends by itself."
    >
      <div className="max-w-xl p-4">
        <LeaveList userId={viewer.id} mayEdit />
      </div>
    </Section>
  );
}
