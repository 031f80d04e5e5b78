"use client";
import { FolderPlus, Plus, Trash2 } from "lucide-react";
import { ConditionRule } from "#components/conditions/condition-rule.tsx";
import {
  asGroup,
  GROUP_WORDS,
  type GroupItem,
  type GroupMode,
  itemPath,
  readTree,
  type TreeItem,
  writeRoot,
} from "#components/conditions/condition-tree.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { MAXIMUM_CONDITION_DEPTH } from "#core/conditions/check-condition.ts";
import type { Condition, ConditionLeaf } from "#core/conditions/condition.ts";

interface ConditionBuilderProps {
  /** A condition, or whatever is stored in its place. */
  value: unknown;
  onChange(condition: Condition | undefined): void;
  /** Where the condition stands, for its problems. */
  path: string;
  label: string;
  /** What a new comparison begins as. */
  fresh?: ConditionLeaf;
}

const FRESH: ConditionLeaf = { field: "message.text", op: "contains", value: "" };

const MODES = Object.entries(GROUP_WORDS).map(([value, label]) => ({ value, label }));

/** Builds a condition by choosing; shared by journeys, audiences, routing rules and SLA policies. */
export function ConditionBuilder({ value, onChange, path, label, fresh = FRESH }: ConditionBuilderProps) {
  const first: TreeItem = { kind: "rule", rule: fresh };
  if (value === undefined || value === null) {
    return (
      <Button
        size="small"
        className="self-start"
        onClick={() => onChange(writeRoot(asGroup(first)))}
        aria-label={`${label}: add a condition`}
      >
        <Plus aria-hidden />
        Add a condition
      </Button>
    );
  }
  const item = readTree(value);
  return (
    <fieldset aria-label={label} className="min-w-0">
      <Group
        group={asGroup(item)}
        // A lone comparison stands at the condition's own path, without a group around it.
        pathOf={(mode, index) => (item.kind === "group" ? itemPath(path, mode, index) : path)}
        depth={1}
        fresh={first}
        onChange={(group) => onChange(writeRoot(group))}
      />
    </fieldset>
  );
}

interface GroupProps {
  group: GroupItem;
  pathOf(mode: GroupMode, index: number): string;
  depth: number;
  fresh: TreeItem;
  onChange(group: GroupItem): void;
  onRemove?(): void;
}

function Group({ group, pathOf, depth, fresh, onChange, onRemove }: GroupProps) {
  const put = (index: number, item: TreeItem) =>
    onChange({ ...group, items: group.items.map((each, at) => (at === index ? item : each)) });
  const remove = (index: number) =>
    onChange({ ...group, items: group.items.filter((_, at) => at !== index) });
  const add = (item: TreeItem) => onChange({ ...group, items: [...group.items, item] });
  const headed = depth > 1 || group.items.length > 1 || group.mode !== "all";
  return (
    <div
      className={
        depth > 1 ? "flex flex-col gap-2 rounded-md border border-line bg-sunken p-2" : "flex flex-col gap-2"
      }
    >
      {headed && (
        <div className="flex items-center gap-1">
          <Select
            label="How these combine"
            id=""
            value={group.mode}
            options={MODES}
            onValueChange={(mode) => onChange({ ...group, mode: mode as GroupMode })}
            className="min-w-0 flex-1"
          />
          {onRemove && (
            <IconButton size="small" label="Remove this group" onClick={onRemove}>
              <Trash2 aria-hidden />
            </IconButton>
          )}
        </div>
      )}
      {group.items.map((item, index) => {
        const path = pathOf(group.mode, index);
        return item.kind === "rule" ? (
          <ConditionRule
            // biome-ignore lint/suspicious/noArrayIndexKey: comparisons have no name of their own
            key={index}
            rule={item.rule}
            path={path}
            number={index + 1}
            onChange={(rule) => put(index, { kind: "rule", rule })}
            onRemove={() => remove(index)}
          />
        ) : (
          <Group
            // biome-ignore lint/suspicious/noArrayIndexKey: groups have no name of their own
            key={index}
            group={item}
            pathOf={(mode, at) => itemPath(path, mode, at)}
            depth={depth + 1}
            fresh={fresh}
            onChange={(next) => put(index, next)}
            onRemove={() => remove(index)}
          />
        );
      })}
      <div className="flex flex-wrap gap-1">
        <Button size="small" variant="ghost" onClick={() => add(fresh)}>
          <Plus aria-hidden />
          Add comparison
        </Button>
        {depth < MAXIMUM_CONDITION_DEPTH - 2 && (
          <Button
            size="small"
            variant="ghost"
            onClick={() => add({ kind: "group", mode: "any", items: [fresh] })}
          >
            <FolderPlus aria-hidden />
            Add group
          </Button>
        )}
      </div>
    </div>
  );
}
