/**
 * Takes into a form what the ledger says otherwise than before. Where it says the same the form stays as it is: somebody may be typing
 * there while something else in the ledger changes.
 */
export function takeNew<Fields extends object>(fields: Fields, before: Fields, now: Fields): void {
  for (const key of Object.keys(now) as (keyof Fields)[]) {
    if (now[key] !== before[key]) fields[key] = now[key]
  }
}
