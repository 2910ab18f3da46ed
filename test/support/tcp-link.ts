import { connect, createServer, type Server, type Socket } from 'node:net';

/** Where a server listens on this machine. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/**
 * A way to a server that can be broken: what is sent through it arrives, until the way is cut, closed or blocked. Its own
 * port stays the same.
 */
export class TcpLink {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private blocked = false;

  private constructor(private readonly target: Target) {}

  /** Opens a port of its own that leads to the target. */
  static async to(target: Target): Promise<TcpLink> {
    const link = new TcpLink(target);
    await link.open();
    return link;
  }

  port = 0;

  /** Connections that are open, counted at both of their ends. */
  get connections(): number {
    return this.sockets.size;
  }

  /** Breaks every connection; new ones are let through. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Refuses connections, until `open`. */
  async refuse(): Promise<void> {
    this.cut();
    const { server } = this;
    this.server = undefined;
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }

  /** Lets connections through again after `refuse`. */
  async open(): Promise<void> {
    const server = createServer((near) => this.join(near, connect(this.target.port, this.target.host)));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.server = server;
    this.port = (server.address() as { port: number }).port;
  }

  /** Takes connections and what is sent on them, and lets nothing through in either direction, until `unblock`. */
  block(): void {
    this.blocked = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** Lets through what was held back. */
  unblock(): void {
    this.blocked = false;
    for (const socket of this.sockets) socket.resume();
  }

  async close(): Promise<void> {
    await this.refuse();
  }

  private join(near: Socket, far: Socket): void {
    const ways = [
      [near, far],
      [far, near],
    ] as const;
    for (const [socket, other] of ways) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
      socket.on('data', (chunk) => other.write(chunk));
      socket.on('end', () => other.end());
      if (this.blocked) socket.pause();
    }
  }
}
