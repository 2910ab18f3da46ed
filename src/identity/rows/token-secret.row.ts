import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** The name and the hashed secret of a token. It counts where the token's TokenIssued names it. */
export interface TokenSecretRow {
  readonly id: string;
  readonly tokenId: string;
  readonly name: string;
}

/** One row a try to issue a token: of two tries at once, the one whose event stands can show its secret. */
@Injectable()
export class TokenSecretRows {
  constructor(private readonly dataSource: DataSource) {}

  async add(row: TokenSecretRow, secretHash: Buffer): Promise<void> {
    await this.dataSource.query(
      'insert into token_secret (id, token_id, name, secret_hash) values ($1, $2, $3, $4)',
      [row.id, row.tokenId, row.name, secretHash],
    );
  }

  async bySecret(secretHash: Buffer): Promise<TokenSecretRow | null> {
    return this.one('secret_hash = $1', secretHash);
  }

  async byId(id: string): Promise<TokenSecretRow | null> {
    return this.one('id = $1', id);
  }

  async remove(id: string): Promise<void> {
    await this.dataSource.query('delete from token_secret where id = $1', [id]);
  }

  private async one(condition: string, value: unknown): Promise<TokenSecretRow | null> {
    const [row] = await this.dataSource.query<TokenSecretRow[]>(
      `select id, token_id as "tokenId", name from token_secret where ${condition}`,
      [value],
    );
    return row ?? null;
  }
}
