import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server on this machine that can be broken: what is sent through it arrives, until it is cut. */
export class TcpLink {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** Opens a port of its own that leads to the target. */
  static async to(target: { readonly host: string; readonly port: number }): Promise<TcpLink> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The link has no port.');
    const link = new TcpLink(server, address.port);
    server.on('connection', (near) => link.join(near, connect(target.port, target.host)));
    return link;
  }

  /** Breaks every connection; new ones are let through. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket, far: Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
