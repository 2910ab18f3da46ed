/** Work under one name goes one after the other, in the order in which it was asked for; under several, beside each other. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Resolves or rejects as `work` does. What went wrong before it is no concern of its. */
  take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.last.set(name, mine);
    const leave = (): void => {
      if (this.last.get(name) === mine) this.last.delete(name);
    };
    mine.then(leave, leave);
    return mine;
  }
}
