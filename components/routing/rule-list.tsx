"use client";
import { ArrowRight, CircleAlert, Copy, Ellipsis, GripVertical, Pencil, Trash2 } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useReferences } from "#components/forms/use-references.ts";
import { describeTarget, describeWhen } from "#components/routing/rule-words.ts";
import type { DraftChange, DraftRule } from "#components/routing/rules-draft.ts";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { Switch } from "#components/ui/switch.tsx";

/** The rule that is dragged, from and to which place. */
interface Drag {
  mark: string;
  from: number;
  to: number;
}

interface RuleListProps {
  rules: DraftRule[];
  mayEdit: boolean;
  /** The place of the rule that a trial came to. */
  matched: number | null;
  /** The first thing wrong with each rule, by its mark. */
  faults: ReadonlyMap<string, string>;
  change(change: DraftChange): void;
  onEdit(rule: DraftRule): void;
}

/** The rules in their order. A rule is moved by its grip: dragged, or with the arrow keys. */
export function RuleList({ rules, mayEdit, matched, faults, change, onEdit }: RuleListProps) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const [spoken, setSpoken] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const move = (rule: DraftRule, to: number) => {
    const place = Math.max(0, Math.min(rules.length - 1, to));
    change({ do: "move", mark: rule.mark, to: place });
    setSpoken(`${rule.name} is rule ${place + 1} of ${rules.length} now`);
    // The moved row is made anew in its place: its grip keeps the focus.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-grip="${CSS.escape(rule.mark)}"]`)?.focus(),
    );
  };
  return (
    <>
      <ol ref={list} aria-label="Rules in their order">
        {rules.map((rule, index) => (
          <RuleRow
            key={rule.mark}
            rule={rule}
            index={index}
            mayEdit={mayEdit}
            isMatched={matched === index}
            fault={faults.get(rule.mark)}
            drag={drag}
            onDrag={setDrag}
            onMove={(to) => move(rule, to)}
            change={change}
            onEdit={onEdit}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {spoken}
      </p>
    </>
  );
}

interface RuleRowProps {
  rule: DraftRule;
  index: number;
  mayEdit: boolean;
  isMatched: boolean;
  drag: Drag | null;
  fault: string | undefined;
  onDrag(drag: Drag | null): void;
  onMove(to: number): void;
  change(change: DraftChange): void;
  onEdit(rule: DraftRule): void;
}

function RuleRow(props: RuleRowProps) {
  const { rule, index, mayEdit, isMatched, drag, fault, onDrag, onMove, change, onEdit } = props;
  const isTarget = drag !== null && drag.to === index && drag.from !== index;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: Number.MAX_SAFE_INTEGER }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onMove(to);
  };
  return (
    <li
      onDragOver={(event) => {
        if (!drag) return;
        event.preventDefault();
        if (drag.to !== index) onDrag({ ...drag, to: index });
      }}
      onDrop={(event) => {
        event.preventDefault();
        if (drag) change({ do: "move", mark: drag.mark, to: drag.to });
      }}
      className={classNames(
        "flex items-start gap-2 border-line border-b px-2 py-3 sm:px-3",
        isMatched && "bg-accent-soft",
        drag?.mark === rule.mark && "opacity-50",
        isTarget && (drag.from > index ? "border-t-2 border-t-accent" : "border-b-2 border-b-accent"),
      )}
    >
      {mayEdit && (
        <button
          type="button"
          data-grip={rule.mark}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = "move";
            onDrag({ mark: rule.mark, from: index, to: index });
          }}
          onDragEnd={() => onDrag(null)}
          onKeyDown={onKeyDown}
          aria-label={`Move ${rule.name}, rule ${index + 1}: arrow keys up and down`}
          title="Drag, or press the arrow keys"
          className="inline-flex size-6 shrink-0 cursor-grab items-center justify-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
        >
          <GripVertical className="size-4" aria-hidden />
        </button>
      )}
      <span className="w-5 shrink-0 pt-0.5 text-right text-ink-faint tabular-nums">{index + 1}</span>
      <RuleSentence rule={rule} isMatched={isMatched} fault={fault} onEdit={mayEdit ? onEdit : undefined} />
      {mayEdit && (
        <span className="flex shrink-0 items-center gap-2">
          <Switch
            aria-label={`${rule.name} is on`}
            checked={rule.enabled}
            onCheckedChange={(enabled) => change({ do: "put", rule: { ...rule, enabled } })}
          />
          <RuleMenu {...props} />
        </span>
      )}
    </li>
  );
}

interface RuleSentenceProps {
  rule: DraftRule;
  isMatched: boolean;
  fault: string | undefined;
  onEdit: ((rule: DraftRule) => void) | undefined;
}

function RuleSentence({ rule, isMatched, fault, onEdit }: RuleSentenceProps) {
  const references = useReferences();
  const [where, ...how] = describeTarget(rule.then, references.data);
  const name = <span className="font-medium">{rule.name}</span>;
  return (
    <div className={classNames("min-w-0 flex-1", !rule.enabled && "text-ink-faint")}>
      <p className="flex flex-wrap items-center gap-x-2">
        {onEdit ? (
          <button type="button" onClick={() => onEdit(rule)} className="text-left hover:underline">
            {name}
          </button>
        ) : (
          name
        )}
        {!rule.enabled && <span className="text-xs">Off</span>}
        {isMatched && <span className="text-accent-text text-xs">Decides this one</span>}
      </p>
      <p className={classNames("break-words", rule.enabled && "text-ink-muted")}>
        {describeWhen(rule.when, references.data)}{" "}
        <ArrowRight className="inline size-3.5 align-[-2px]" aria-label="goes to" />{" "}
        <span className={classNames(rule.enabled && "text-ink")}>{where}</span>
        {how.length > 0 && `, ${how.join(", ")}`}
      </p>
      {fault && (
        <p role="alert" className="mt-1 flex items-start gap-1 text-danger text-xs">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {fault}
        </p>
      )}
    </div>
  );
}

function RuleMenu({ rule, change, onEdit }: RuleRowProps) {
  const { id: _, ...copy } = rule;
  return (
    <Menu
      trigger={
        <IconButton label={`More for ${rule.name}`} size="small">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onEdit(rule)}>
        Edit
      </MenuItem>
      <MenuItem
        icon={<Copy aria-hidden />}
        onSelect={() =>
          change({ do: "put", rule: { ...copy, name: `${rule.name} (copy)`, mark: crypto.randomUUID() } })
        }
      >
        Duplicate
      </MenuItem>
      <MenuItem
        icon={<Trash2 aria-hidden />}
        danger
        onSelect={() => change({ do: "remove", mark: rule.mark })}
      >
        Remove
      </MenuItem>
    </Menu>
  );
}
