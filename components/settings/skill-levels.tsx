"use client";
import { X } from "lucide-react";
import { useReferences } from "#components/forms/use-references.ts";
import { Combobox } from "#components/ui/combobox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";

interface SkillLevel {
  key: string;
  level: number;
}

interface SkillLevelsProps {
  label: string;
  value: SkillLevel[];
  errorAt?(index: number): string | undefined;
  onChange(value: SkillLevel[]): void;
}

const LEVELS = [
  { value: "1", label: "1 · knows it" },
  { value: "2", label: "2" },
  { value: "3", label: "3 · good" },
  { value: "4", label: "4" },
  { value: "5", label: "5 · best here" },
];

/** Skills, each with a level from 1 to 5. */
export function SkillLevels({ label, value, errorAt, onChange }: SkillLevelsProps) {
  const references = useReferences();
  const skills = references.data?.skill ?? [];
  const nameOf = (key: string) => skills.find((skill) => skill.key === key)?.name ?? key;
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium text-xs">{label}</legend>
      {value.map(({ key, level }, index) => (
        <div key={key}>
          <div className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate">{nameOf(key)}</span>
            <Select
              label={`Level of ${nameOf(key)}`}
              id=""
              value={String(level)}
              options={LEVELS}
              onValueChange={(next) => onChange(value.with(index, { key, level: Number(next) }))}
              className="w-36"
            />
            <IconButton
              size="small"
              label={`Remove ${nameOf(key)}`}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <X aria-hidden />
            </IconButton>
          </div>
          {errorAt?.(index) && (
            <p role="alert" className="text-danger text-xs">
              {errorAt(index)}
            </p>
          )}
        </div>
      ))}
      <Combobox
        label={`${label}: add one`}
        value={null}
        onValueChange={(key) => key && onChange([...value, { key, level: 1 }])}
        options={skills
          .filter(({ key }) => !value.some((each) => each.key === key))
          .map(({ key, name }) => ({ value: key, label: name }))}
        placeholder="Add a skill"
        emptyText={
          skills.length === 0
            ? "There is no skill in this workspace yet. Add one under Settings → People."
            : "Nothing matches. Try fewer letters."
        }
      />
    </fieldset>
  );
}
