/** Says that a requirement has more decisions than are shown with it, and where they are. */
export function describeLeftOut(count: number): string {
  return count === 1
    ? 'One more decision, which does not count here, is in the ledger of the model.'
    : `${count} more decisions, which do not count here, are in the ledger of the model.`;
}
