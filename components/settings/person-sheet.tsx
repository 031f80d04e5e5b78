"use client";
import { type FormEvent, useState } from "react";
import { WordsInput } from "#components/forms/words-control.tsx";
import { CapacityFields } from "#components/settings/capacity-fields.tsx";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { LeaveList } from "#components/settings/leave-list.tsx";
import { ShiftsForm } from "#components/settings/shifts-form.tsx";
import { SkillLevels } from "#components/settings/skill-levels.tsx";
import { useResource } from "#components/settings/use-resource.ts";
import { useAllowed, useViewer } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { PatchUser, User } from "#core/api/people.ts";
import type { Json } from "#core/json.ts";

interface PersonSheetProps {
  person: User | null;
  onClose(): void;
}

/** What routing knows of somebody: how much they take, what they are good at, when they work. */
export function PersonSheet({ person, onClose }: PersonSheetProps) {
  const mayEdit = useAllowed("people.edit");
  const mayPlan = useAllowed("conversations.manage");
  const viewer = useViewer();
  return (
    <Sheet
      open={person !== null}
      onOpenChange={(open) => !open && onClose()}
      title={person?.name ?? ""}
      description="How much they take, what they are good at and when they work. Routing goes by it."
    >
      {person && (
        <div key={person.id} className="flex flex-col gap-8 px-5 py-4">
          {mayEdit && <PersonForm person={person} onClose={onClose} />}
          <ShiftsForm person={person} mayEdit={mayPlan} />
          <section aria-labelledby="leave" className="flex flex-col gap-3">
            <h3 id="leave" className="font-semibold">
              Out of office
            </h3>
            <LeaveList userId={person.id} mayEdit={mayPlan || viewer.id === person.id} />
          </section>
        </div>
      )}
    </Sheet>
  );
}

function PersonForm({ person, onClose }: { person: User; onClose: () => void }) {
  const save = useResource<PatchUser, User>("users");
  const [capacity, setCapacity] = useState(person.capacity);
  const [skills, setSkills] = useState(person.skills.map(({ key, level }) => ({ key, level })));
  const [languages, setLanguages] = useState(person.languages);
  const errors = fieldErrors(save.error, ["capacity", "skills", "languages"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { method: "patch", id: person.id, body: { capacity, skills, languages } },
      {
        onSuccess: () => {
          const { capacity: room, skills: known, languages: spoken } = person;
          const body = {
            capacity: room,
            languages: spoken,
            skills: known.map(({ key, level }) => ({ key, level })),
          };
          toastDone(`${person.name} is saved`, {
            run: () => save.mutate({ method: "patch", id: person.id, body }),
          });
          onClose();
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <CapacityFields value={capacity} onChange={setCapacity} error={errors.at.capacity} />
      <SkillLevels label="Skills" value={skills} onChange={setSkills} />
      {errors.at.skills && (
        <p role="alert" className="text-danger text-xs">
          {errors.at.skills}
        </p>
      )}
      <Field
        label="Languages"
        hint="Such as en, pt or de-AT. None: they count as speaking all of them."
        error={errors.at.languages}
      >
        <WordsInput value={languages} onChange={(words) => setLanguages(textsOf(words))} />
      </Field>
      {errors.other && <ErrorNotice what={`${person.name} was not saved`} error={save.error} />}
      <Button type="submit" variant="primary" className="self-start" pending={save.isPending}>
        Save
      </Button>
    </form>
  );
}

function textsOf(words: Json | undefined): string[] {
  return Array.isArray(words) ? words.map(String) : [];
}
