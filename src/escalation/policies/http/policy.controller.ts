import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '../../../event-store/decision.js';
import { For, Me, SignedIn } from '../../../http/access.js';
import { WaitsFor } from '../../../http/after.interceptor.js';
import { Answer } from '../../../http/answer.js';
import { AsOf } from '../../../http/as-of.js';
import { Command } from '../../../http/command-context.js';
import { Cursors, type Page } from '../../../http/cursor.js';
import { Example } from '../../../http/example.js';
import { PageDto, QueryDto } from '../../../http/filters.js';
import { Language, type LanguageCode } from '../../../http/language.js';
import type { AsOfPoint, SignedInPrincipal } from '../../../http/request.js';
import { Ordinal } from '../../../http/validation.js';
import { Clock } from '../../../kernel/clock.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { ActivatePolicy, DraftPolicy } from '../policies.commands.js';
import { CheckPolicy, FindPolicy, ListPolicies } from '../views/policy-queries.js';
import { ActivationDto, NoMembersDto, PolicyDto } from './policy.dto.js';
import { type PolicyAnswer, PolicyAnswers, type PolicySummary } from './policy-answers.js';
import { draftOf } from './policy-draft.js';
import { ACTIVATE_POLICY, CHECK_POLICY, DRAFT_POLICY, POLICIES, POLICY_FOUND } from './policy-examples.js';

/** Versions of the escalation policy: read by everybody, written, checked and put in force by administrators. */
@ApiTags('Escalation')
@Controller('v1/escalation-policies')
export class PolicyController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly answers: PolicyAnswers,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  @Get()
  @Example(POLICIES)
  @SignedIn()
  @WaitsFor('escalation_policy')
  async list(
    @Query() query: PageDto,
    @AsOf() asOf: AsOfPoint | null,
    @Req() request: FastifyRequest,
  ): Promise<Answer<Page<PolicySummary>>> {
    const all = await this.queries.execute(new ListPolicies(asOf?.position ?? null));
    const [before = Number.MAX_SAFE_INTEGER] = this.cursors.read(request, query) ?? [];
    const rest = all.filter(({ version }) => version < Number(before));
    const shown = rest.slice(0, query.limit);
    const last = shown.at(-1);
    return this.cursors.page(request, query, {
      items: await this.answers.summaries(shown),
      last: last === undefined || rest.length === shown.length ? null : [last.version],
      total: all.length,
    });
  }

  @Get(':version')
  @Example(POLICY_FOUND)
  @SignedIn()
  @WaitsFor('escalation_policy')
  async find(@Ordinal('version') version: number, @Query() _: QueryDto): Promise<PolicyAnswer> {
    const found = await this.queries.execute(new FindPolicy(version));
    if (found === null) throw new DomainError('not_found');
    const { policy, ...listed } = found;
    return this.answers.whole(listed, policy);
  }

  @Post()
  @Example(DRAFT_POLICY)
  @For('ADMIN')
  async draft(
    @Body() body: PolicyDto,
    @Me() me: SignedInPrincipal,
    @Command() context: CommandContext,
    @Language() language: LanguageCode,
  ): Promise<Answer<PolicyAnswer>> {
    const command = new DraftPolicy(me, context, draftOf(body), language);
    const { state, recordedAt, events, position } = await this.commands.execute(command);
    const policy = state.versions.at(-1);
    if (policy === undefined) throw new Error('A policy was drafted and is not there.');
    const { version } = policy;
    const draftedBy = events[0]?.meta.actor ?? { id: me.id, role: 'ADMIN' };
    const draftedAt = recordedAt.toISOString();
    const listed = { version, draftedBy, draftedAt, activatedBy: null, activatedAt: null };
    const answer = await this.answers.whole({ ...listed, status: 'draft' }, policy);
    return new Answer({ body: answer, position, location: `/v1/escalation-policies/${version}` });
  }

  /** Nothing is recorded: what is wrong with a version, and what it would have done lately. */
  @Post(':version/check')
  @Example(CHECK_POLICY)
  @HttpCode(200)
  @For('ADMIN')
  async check(
    @Ordinal('version') version: number,
    @Body() _: NoMembersDto,
    @Me() me: SignedInPrincipal,
    @Language() language: LanguageCode,
  ) {
    const found = await this.queries.execute(new CheckPolicy(me, version, this.clock.now()));
    if (found === null) throw new DomainError('not_found');
    return this.answers.check(version, found, language);
  }

  /** Clocks that run keep the version under which they started. */
  @Post(':version/activation')
  @Example(ACTIVATE_POLICY)
  @HttpCode(200)
  @For('ADMIN')
  async activate(
    @Ordinal('version') version: number,
    @Body() { replaces }: ActivationDto,
    @Me() me: SignedInPrincipal,
    @Command() context: CommandContext,
    @Language() language: LanguageCode,
  ) {
    const command = new ActivatePolicy(me, context, version, replaces, language);
    const { recordedAt, position } = await this.commands.execute(command);
    const body = { version, status: 'active', activatedAt: recordedAt.toISOString() };
    return new Answer({ body, position });
  }
}
