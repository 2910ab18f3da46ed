/** What the work comes to, or an error that says the sentence where it takes longer than `ms`; the work then goes on alone. */
export async function inTime<T>(work: Promise<T>, ms: number, sentence: string): Promise<T> {
  let clock: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    clock = setTimeout(() => reject(new Error(sentence)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(clock);
  }
}
