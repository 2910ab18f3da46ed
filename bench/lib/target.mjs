/** A target that is a multiple of what runs beside it, e.g. appends. */
export function atLeast(ratio) {
  return { text: `≥ ${ratio}×`, met: ({ ours, peer }) => ours / peer >= ratio };
}

/** A target that is a multiple of what runs beside it and where less is better, e.g. a delay. */
export function atMost(ratio) {
  return { text: `≤ ${ratio}×`, met: ({ ours, peer }) => ours / peer <= ratio };
}

/** A target in the unit of the row itself. */
export function within(limit, unit) {
  return { text: `≤ ${limit.toLocaleString('en')} ${unit}`, met: ({ ours }) => ours <= limit };
}

/** As `within`, where more is better. */
export function floor(limit, unit) {
  return { text: `≥ ${limit.toLocaleString('en')} ${unit}`, met: ({ ours }) => ours >= limit };
}
