/** Something that is read again when it is older than `maxAgeMs`; readers that come together share one read. */
export class Fresh<T> {
  private latest: { readonly readAt: number; readonly value: Promise<T> } | undefined;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly maxAgeMs: number,
  ) {}

  /** Never older than `maxAgeMs`. A read that fails is not kept. */
  get(): Promise<T> {
    const { latest } = this;
    return latest !== undefined && performance.now() - latest.readAt < this.maxAgeMs
      ? latest.value
      : this.renew();
  }

  /** Read now, whatever is known. */
  renew(): Promise<T> {
    const now = performance.now();
    const latest = { readAt: now, value: this.read() };
    this.latest = latest;
    latest.value.catch(() => {
      if (this.latest === latest) this.latest = undefined;
    });
    return latest.value;
  }
}
