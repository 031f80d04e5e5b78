"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Plus, Timer, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { Section } from "#components/settings/section.tsx";
import { SettingsList } from "#components/settings/settings-list.tsx";
import { useResource } from "#components/settings/use-resource.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { PolicyForm } from "#components/sla/policy-form.tsx";
import { chainWords, targetWords, warningWords, whenWords } from "#components/sla/policy-words.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { SlaPolicy } from "#core/api/sla.ts";

type Editing = { policy: SlaPolicy | null; position: number };

const byPosition = (one: SlaPolicy, other: SlaPolicy) =>
  one.position - other.position || one.id.localeCompare(other.id);

/** What is promised to whom; the first that fits a conversation is its own. */
export function PolicyList() {
  const mayEdit = useAllowed("routing.edit");
  const [editing, setEditing] = useState<Editing | null>(null);
  return (
    <Section
      title="SLA"
      description="How fast customers are answered. Of several policies the first that fits a conversation is its own."
      actions={
        mayEdit && (
          <Button variant="primary" onClick={() => setEditing({ policy: null, position: 1_000 })}>
            <Plus aria-hidden />
            New policy
          </Button>
        )
      }
    >
      <SettingsList<SlaPolicy>
        resource="sla-policies"
        noun="SLA policies"
        empty={
          <EmptyState icon={<Timer aria-hidden />} title="Nothing is promised yet">
            Begin with one for everybody, such as a first response within an hour, then add stricter ones
            above it.
          </EmptyState>
        }
      >
        {(policies) => (
          <Policies
            policies={[...policies].sort(byPosition)}
            mayEdit={mayEdit}
            onEdit={(policy) => setEditing({ policy, position: policy.position })}
          />
        )}
      </SettingsList>
      <Sheet
        open={editing !== null}
        onOpenChange={(open) => !open && setEditing(null)}
        title={editing?.policy?.name ?? "New policy"}
        className="max-w-xl"
      >
        {editing && <PolicyForm {...editing} onClose={() => setEditing(null)} />}
      </Sheet>
    </Section>
  );
}

interface PoliciesProps {
  policies: SlaPolicy[];
  mayEdit: boolean;
  onEdit: (policy: SlaPolicy) => void;
}

function Policies({ policies, mayEdit, onEdit }: PoliciesProps) {
  const client = useQueryClient();
  const archive = useResource<never, void>("sla-policies");
  const order = useMutation({
    mutationFn: (ids: string[]) => api.put("/sla-policies/order", { ids }),
    onSettled: () => client.invalidateQueries({ queryKey: ["resource", "sla-policies"] }),
  });
  const move = (index: number, by: number) => {
    const ids = policies.map(({ id }) => id);
    const [id] = ids.splice(index, 1);
    if (id) ids.splice(index + by, 0, id);
    order.mutate(ids);
  };
  const error = archive.error ?? order.error;
  return (
    <>
      {error && <ErrorNotice what="The policies were not changed" error={error} />}
      <ol>
        {policies.map((policy, index) => (
          <li key={policy.id} className="flex flex-wrap items-start gap-3 border-b px-4 py-3 last:border-b-0">
            <span className="w-4 shrink-0 text-ink-faint tabular-nums" aria-hidden>
              {index + 1}
            </span>
            <span className="min-w-0 flex-1 basis-60">
              <span className="block font-medium">{policy.name}</span>
              <span className="block">
                {whenWords(policy)}: {targetWords(policy)}.
              </span>
              <PolicyRest policy={policy} />
            </span>
            {mayEdit && (
              <span className="flex items-center gap-1">
                <IconButton
                  label={`Move ${policy.name} up`}
                  disabled={index === 0 || order.isPending}
                  onClick={() => move(index, -1)}
                >
                  <ArrowUp aria-hidden />
                </IconButton>
                <IconButton
                  label={`Move ${policy.name} down`}
                  disabled={index === policies.length - 1 || order.isPending}
                  onClick={() => move(index, 1)}
                >
                  <ArrowDown aria-hidden />
                </IconButton>
                <Button size="small" onClick={() => onEdit(policy)} aria-label={`Edit ${policy.name}`}>
                  Edit
                </Button>
                <IconButton
                  label={`Archive ${policy.name}`}
                  onClick={() => archive.mutate({ method: "delete", id: policy.id })}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function PolicyRest({ policy }: { policy: SlaPolicy }) {
  const chain = chainWords(policy);
  const parts = [
    policy.businessHours ? `Counts in “${policy.businessHours}”` : "Counts around the clock",
    warningWords(policy),
    policy.pauseWhileSnoozed && "stands still while snoozed",
    policy.pauseWhileOnCustomer && "stands still while the customer is to answer",
  ].filter(Boolean);
  return (
    <>
      <span className="block text-ink-faint text-xs">{parts.join(", ")}.</span>
      {chain && <span className="block text-ink-faint text-xs">When broken: {chain}.</span>}
    </>
  );
}
