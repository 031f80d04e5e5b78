/** Names and values, one line each. */
export function Facts({ facts }: { facts: [string, unknown][] }) {
  return (
    <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-1">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="truncate text-ink-muted" title={name}>
            {wordsIn(name)}
          </dt>
          <dd className="wrap-anywhere">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** "order_id" and "orderId" both read "order id". */
const wordsIn = (name: string) =>
  name
    .replaceAll("_", " ")
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, (_, before, after) => `${before} ${after.toLowerCase()}`);
