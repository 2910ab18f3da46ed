import { createParamDecorator, type ExecutionContext, Injectable, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CommandContext, IfMatch } from '../../event-store/decision.js';
import { principalOf } from '../../http/access.js';
import { CommandContextPipe, documentsIdempotencyKey } from '../../http/command-context.js';
import { applyToParameter } from '../../http/documented-header.js';
import { documentsIfMatch, parseIfMatch } from '../../http/if-match.js';
import { requestOf } from '../../http/request.js';
import { idOf } from '../../http/validation.js';
import type { Principal } from '../../kernel/grant.js';

/** Who acts on which case, by which request: what every action of a case needs besides its body. */
export interface CaseRequest {
  readonly context: CommandContext;
  readonly principal: Principal;
  readonly ifMatch: IfMatch;
  readonly caseId: string;
}

@Injectable()
export class CaseRequestPipe implements PipeTransform<FastifyRequest, CaseRequest> {
  constructor(private readonly commands: CommandContextPipe) {}

  transform(request: FastifyRequest): CaseRequest {
    return {
      context: this.commands.transform(request),
      principal: principalOf(request),
      ifMatch: parseIfMatch(request.headers['if-match']),
      caseId: idOf((request.params as { readonly id: string }).id),
    };
  }
}

const TheRequest = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context));

/** The `CaseRequest` of an action's handler. */
export function Acting(): ParameterDecorator {
  return applyToParameter(TheRequest(CaseRequestPipe), documentsIdempotencyKey(), documentsIfMatch());
}
