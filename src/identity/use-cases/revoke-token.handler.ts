import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions } from '../../event-store/decision.js';
import { DomainError } from '../../kernel/domain-error.js';
import { Principals } from '../access/principals.js';
import { authoriseRevocation, tokenDecider } from '../domain/token.decider.js';
import { IdentityStreams, TOKEN_FOLD, tokenStream } from '../streams.js';
import { RevokeToken } from './identity.commands.js';

@CommandHandler(RevokeToken)
export class RevokeTokenHandler implements ICommandHandler<RevokeToken> {
  constructor(
    private readonly decisions: Decisions,
    private readonly streams: IdentityStreams,
    private readonly principals: Principals,
  ) {}

  async execute({ by, context, tokenId }: RevokeToken): Promise<void> {
    const token = await this.streams.token(tokenId);
    if (token.status === 'UNKNOWN') throw new DomainError('not_found');
    const owner = await this.streams.person(token.owner);
    authoriseRevocation(by, token, owner);
    if (token.status === 'REVOKED') return;
    await this.decisions.decide({
      stream: tokenStream(tokenId),
      fold: TOKEN_FOLD,
      context,
      authorise: (state) => authoriseRevocation(by, state, owner),
      decide: (state) => tokenDecider.decide({ kind: 'revoke' }, state),
      about: () => ({}),
    });
    this.principals.forget();
  }
}
