import { randomUUID } from 'node:crypto';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions } from '../../event-store/decision.js';
import { DomainError } from '../../kernel/domain-error.js';
import { derivedId } from '../../kernel/ids.js';
import { credentialHolds } from '../access/signed-in-person.js';
import { digestOf, newSecret } from '../credentials/secrets.js';
import { authoriseIssue, type TokenCommand, tokenDecider } from '../domain/token.decider.js';
import { UNKNOWN_TOKEN } from '../domain/token.state.js';
import { TokenSecretRows } from '../rows/token-secret.row.js';
import { IdentityStreams, TOKEN_FOLD, tokenStream } from '../streams.js';
import { GrantLookup } from './grant-lookup.js';
import { type IssuedToken, IssueToken } from './identity.commands.js';

/** Issues a token; of several tries, the one whose secret the log names can show it. */
@CommandHandler(IssueToken)
export class IssueTokenHandler implements ICommandHandler<IssueToken> {
  constructor(
    private readonly decisions: Decisions,
    private readonly streams: IdentityStreams,
    private readonly rows: TokenSecretRows,
    private readonly lookup: GrantLookup,
  ) {}

  async execute(command: IssueToken): Promise<IssuedToken> {
    const { by, context, token } = command;
    // A token that could make tokens would outlive its own end.
    if (by.credential.kind !== 'session') throw new DomainError('session_needed');
    authoriseIssue(by, token.grants);
    const id = derivedId(context.commandId, 'token');
    const secret = newSecret('token');
    const row = { id: randomUUID(), tokenId: id, name: token.name };
    const issue = await this.issuing(command, row.id);
    if ((await this.streams.token(id)).status === 'UNKNOWN') {
      tokenDecider.decide(issue, UNKNOWN_TOKEN);
      await this.rows.add(row, digestOf(secret));
    }
    const decided = await this.decisions.decide({
      stream: tokenStream(id),
      fold: TOKEN_FOLD,
      context,
      opens: true,
      authorise: () => authoriseIssue(by, token.grants),
      decide: (state) => tokenDecider.decide(issue, state),
      about: () => ({}),
    });
    if (decided.state.status === 'UNKNOWN') throw new Error('A token was issued and is not there.');
    const { grants, expiresAt, credential } = decided.state;
    const answer = { id, grants, expiresAt, position: decided.position };
    if (credential === row.id) return { ...answer, secret };
    await this.forgetTry(row, credential);
    return answer;
  }

  private async issuing({ by, context, token }: IssueToken, credential: string): Promise<TokenCommand> {
    const owner = await this.streams.person(by.id);
    if (owner.status === 'UNKNOWN' || !credentialHolds(owner, by.credential)) {
      throw new DomainError('not_signed_in');
    }
    return {
      kind: 'issue',
      owner: by.id,
      ownerRevision: owner.revision,
      grants: token.grants,
      facts: this.lookup.factsOf(token.grants),
      expiresAt: token.expiresAt,
      credential,
      now: context.now,
    };
  }

  /** The name is no part of the request's hash, so the row says whether the key was used for another token. */
  private async forgetTry(row: { id: string; name: string }, credential: string): Promise<void> {
    await this.rows.remove(row.id);
    const first = await this.rows.byId(credential);
    if (first !== null && first.name !== row.name) throw new DomainError('key_reused');
  }
}
