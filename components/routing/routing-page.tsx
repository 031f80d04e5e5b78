"use client";
import { Ellipsis, Plus, Route, Star, Trash2 } from "lucide-react";
import { useState } from "react";
import { NameSetDialog } from "#components/routing/name-set-dialog.tsx";
import { RoutingSettingsSection } from "#components/routing/routing-settings-section.tsx";
import { RuleEditor } from "#components/routing/rule-editor.tsx";
import { useRuleSets, useWriteRuleSet } from "#components/routing/use-rule-sets.ts";
import { Section } from "#components/settings/section.tsx";
import { useUrlState } from "#components/shell/use-url-state.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Select } from "#components/ui/select.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { RoutingRuleSet } from "#core/api/routing-rules.ts";

/** Who gets which conversation, and what holds for all of them. */
export function RoutingPage() {
  const mayEdit = useAllowed("routing.edit");
  return (
    <>
      <RuleSets mayEdit={mayEdit} />
      <RoutingSettingsSection mayEdit={mayEdit} />
    </>
  );
}

/** Sets of ordered rules, one of them the workspace's own. */
function RuleSets({ mayEdit }: { mayEdit: boolean }) {
  const url = useUrlState();
  const sets = useRuleSets();
  const [naming, setNaming] = useState(false);
  const all = sets.data?.data;
  const shown =
    all?.find(({ key }) => key === url.get("set")) ?? all?.find(({ isDefault }) => isDefault) ?? all?.[0];
  return (
    <Section
      title="Routing rules"
      description="From top to bottom, the first rule that fits a conversation says who gets it."
      actions={
        mayEdit && (
          <Button onClick={() => setNaming(true)}>
            <Plus aria-hidden />
            New set
          </Button>
        )
      }
    >
      {sets.error && !all ? (
        <ErrorNotice
          what="The routing rules could not be loaded"
          error={sets.error}
          onRetry={() => void sets.refetch()}
          className="border-0"
        />
      ) : !all ? (
        <SkeletonRows label="Loading routing rules" rows={4} />
      ) : !shown ? (
        <EmptyState
          icon={<Route aria-hidden />}
          title="No routing rules yet"
          actions={
            mayEdit && (
              <Button variant="primary" onClick={() => setNaming(true)}>
                Make the first set
              </Button>
            )
          }
        >
          Without rules a conversation goes to whoever has the least open. Rules send billing questions to the
          billing team, the best customers to the best people, and a language to those who speak it.
        </EmptyState>
      ) : (
        <>
          <SetBar sets={all} shown={shown} mayEdit={mayEdit} onShow={(key) => url.set({ set: key })} />
          <RuleEditor key={shown.id} set={shown} mayEdit={mayEdit} />
        </>
      )}
      <NameSetDialog
        open={naming}
        onOpenChange={setNaming}
        isFirst={all?.length === 0}
        onMade={(key) => url.set({ set: key })}
      />
    </Section>
  );
}

interface SetBarProps {
  sets: RoutingRuleSet[];
  shown: RoutingRuleSet;
  mayEdit: boolean;
  onShow(key: string): void;
}

/** Which set is shown, and what can be done with it as a whole. */
function SetBar({ sets, shown, mayEdit, onShow }: SetBarProps) {
  const write = useWriteRuleSet();
  const remove = () =>
    write.mutate({ do: "remove", set: shown }, { onSuccess: () => toastDone(`${shown.name} is removed`) });
  const makeDefault = () => {
    const before = sets.find(({ isDefault }) => isDefault);
    write.mutate(
      { do: "makeDefault", set: shown },
      {
        onSuccess: () =>
          toastDone(
            `The workspace routes by ${shown.name} now`,
            before && { run: () => write.mutate({ do: "makeDefault", set: before }) },
          ),
      },
    );
  };
  return (
    <div className="border-line border-b">
      <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
        {sets.length > 1 ? (
          <Select
            label="Set of rules"
            id=""
            value={shown.key}
            options={sets.map(({ key, name }) => ({ value: key, label: name }))}
            onValueChange={onShow}
            className="w-56 max-w-full"
          />
        ) : (
          <h3 className="font-semibold">{shown.name}</h3>
        )}
        {shown.isDefault ? (
          <Badge tone="accent">Routes this workspace</Badge>
        ) : (
          <Badge tone="outline">Asked where a journey names it</Badge>
        )}
        {mayEdit && !shown.isDefault && (
          <Menu
            trigger={
              <IconButton label={`More for ${shown.name}`} size="small" className="ml-auto">
                <Ellipsis aria-hidden />
              </IconButton>
            }
          >
            <MenuItem icon={<Star aria-hidden />} onSelect={makeDefault}>
              Route this workspace by it
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={remove}>
              Remove this set
            </MenuItem>
          </Menu>
        )}
      </div>
      {write.error && (
        <ErrorNotice
          what="That was not done"
          error={write.error}
          className="rounded-none border-x-0 border-b-0"
        />
      )}
    </div>
  );
}
