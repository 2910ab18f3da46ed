import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A connection from the service, and the one that carries it on to the server. */
interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** Nothing that is said here arrives any more, though neither side is told. */
  silent: boolean;
  /** The server's next words are lost, and the connection with them. */
  losing: boolean;
}

/** The way to a PostgreSQL server, which a test can close, let go dead, and make lose an answer. */
export class Way {
  private readonly pairs = new Set<Pair>();
  private isOpen = true;
  private isSilent = false;
  private losing: { readonly words: readonly string[]; readonly lost: () => void } | undefined;

  private constructor(
    private readonly server: Server,
    /** The server's address by this way. */
    readonly url: string,
  ) {}

  static async to(url: string): Promise<Way> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const here = new URL(url);
    const port = Number(here.port);
    here.port = String((server.address() as AddressInfo).port);
    const way = new Way(server, here.href);
    server.on('connection', (near) => way.carry(near, port));
    return way;
  }

  /** Cuts every connection and refuses new ones. */
  close(): void {
    this.isOpen = false;
    for (const pair of this.pairs) cut(pair);
  }

  /** Connections are made again; those that went dead stay dead. */
  open(): void {
    this.isOpen = true;
    this.isSilent = false;
  }

  /** From now on nothing arrives on any connection, old or new, and none is cut. */
  goSilent(): void {
    this.isSilent = true;
    for (const pair of this.pairs) pair.silent = true;
  }

  /** The answer to whoever next says all of these words at once is lost, and its connection; resolves when it is. */
  loseAnswerTo(...words: string[]): Promise<void> {
    return new Promise((lost) => {
      this.losing = { words, lost };
    });
  }

  end(): void {
    this.close();
    this.server.close();
  }

  private carry(near: Socket, port: number): void {
    if (!this.isOpen) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    const pair: Pair = { near, far, silent: this.isSilent, losing: false };
    this.pairs.add(pair);
    for (const socket of [near, far]) {
      socket.on('error', () => cut(pair));
      socket.on('close', () => {
        if (!pair.silent) cut(pair);
        this.pairs.delete(pair);
      });
    }
    near.on('data', (said: Buffer) => this.ask(pair, said));
    far.on('data', (said: Buffer) => this.answer(pair, said));
  }

  private ask(pair: Pair, said: Buffer): void {
    if (pair.silent) return;
    if (this.losing?.words.every((words) => said.includes(words))) pair.losing = true;
    pair.far.write(said);
  }

  private answer(pair: Pair, said: Buffer): void {
    if (pair.silent) return;
    if (!pair.losing) return void pair.near.write(said);
    const lost = this.losing?.lost;
    this.losing = undefined;
    lost?.();
    cut(pair);
  }
}

function cut({ near, far }: Pair): void {
  near.destroy();
  far.destroy();
}
