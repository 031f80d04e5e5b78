"use client";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";

interface TierListProps {
  /** Lowest first. */
  value: string[];
  onChange(value: string[]): void;
  error: string | undefined;
  mayEdit: boolean;
}

/** The customers' tiers, shown from the highest down: “at least gold” means gold and what stands above it. */
export function TierList({ value, onChange, error, mayEdit }: TierListProps) {
  const [draft, setDraft] = useState("");
  const fresh = draft.trim();
  const isThere = value.some((tier) => tier.toLowerCase() === fresh.toLowerCase());
  const add = () => {
    if (fresh === "" || isThere) return;
    onChange([...value, fresh]);
    setDraft("");
  };
  const shown = value.map((tier, place) => ({ tier, place })).reverse();
  return (
    <div className="flex flex-col gap-2">
      {shown.length > 0 && (
        <ol aria-label="Tiers, the highest first" className="flex flex-col divide-y rounded-md border">
          {shown.map(({ tier, place }) => (
            <li key={tier} className="flex items-center gap-1 py-1 pr-1 pl-3">
              <span className="min-w-0 flex-1 truncate">{tier}</span>
              {mayEdit && (
                <>
                  <IconButton
                    size="small"
                    label={`Move ${tier} up`}
                    disabled={place === value.length - 1}
                    onClick={() => onChange(swapped(value, place, place + 1))}
                  >
                    <ArrowUp aria-hidden />
                  </IconButton>
                  <IconButton
                    size="small"
                    label={`Move ${tier} down`}
                    disabled={place === 0}
                    onClick={() => onChange(swapped(value, place, place - 1))}
                  >
                    <ArrowDown aria-hidden />
                  </IconButton>
                  <IconButton
                    size="small"
                    label={`Remove ${tier}`}
                    onClick={() => onChange(value.filter((each) => each !== tier))}
                  >
                    <X aria-hidden />
                  </IconButton>
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      <Field
        label="Tier"
        hideLabel
        error={isThere ? `${fresh} is in the list already.` : error}
        hint="As customers carry them. The highest are served first where a rule says “VIP first”."
      >
        <div className="flex gap-2">
          <Input
            value={draft}
            disabled={!mayEdit}
            placeholder={shown.length === 0 ? "The lowest tier, such as standard" : "A higher tier"}
            aria-label="New tier"
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
          />
          <Button type="button" onClick={add} disabled={!mayEdit || fresh === "" || isThere}>
            <Plus aria-hidden />
            Add
          </Button>
        </div>
      </Field>
    </div>
  );
}

function swapped(tiers: string[], one: number, other: number): string[] {
  return tiers.map((tier, place) => {
    if (place === one) return tiers[other] ?? tier;
    return place === other ? (tiers[one] ?? tier) : tier;
  });
}
