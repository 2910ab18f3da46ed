/** The PostgreSQL server that holds everything, and what of it is ours to start and stop. */
export interface Store {
  readonly url: string;
  /** True where nobody else uses the server while it is open. */
  readonly exclusive: boolean;
  /** Tells commands how to join, with the HTTP address once there is one. */
  publish(address?: string): void;
  /** No command may join any more. */
  withdraw(): void;
  stop(): Promise<void>;
  /** For a process that exits at once. */
  abandon(): void;
}
