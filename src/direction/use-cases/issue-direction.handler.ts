import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AreaRegister } from '../../area/area.register.js';
import { Decisions } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import { derivedId } from '../../kernel/ids.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import { type DirectionDecided, IssueDirection } from '../direction.commands.js';
import { DIRECTION_FOLD, directionStream } from '../direction-stream.js';
import { type DirectionFacts, directionDecider } from '../domain/direction.decider.js';
import { asIssuer } from '../domain/direction.policies.js';
import { DirectionSight } from '../views/direction-sight.js';

@CommandHandler(IssueDirection)
export class IssueDirectionHandler implements ICommandHandler<IssueDirection> {
  constructor(
    private readonly decisions: Decisions,
    private readonly store: EventStore,
    private readonly areas: AreaRegister,
    private readonly taxonomy: TaxonomyRegister,
    private readonly sight: DirectionSight,
  ) {}

  /** Errors: `forbidden`, `id_taken`, `invalid` with a pointer to each. */
  async execute(command: IssueDirection): Promise<DirectionDecided> {
    const { by, context, body } = command;
    const { id = derivedId(context.commandId, 'direction'), to, cases, cluster, text, dueAt } = body;
    const facts = await this.factsOf(command);
    const now = context.now.toISOString();
    const { state, revision, position } = await this.decisions.decide({
      stream: directionStream(id),
      fold: DIRECTION_FOLD,
      context,
      opens: true,
      authorise: () => asIssuer(by, to.area).actor,
      decide: (state) => {
        const direction = { from: asIssuer(by, to.area).from, to, cases, cluster, text, dueAt };
        return directionDecider.decide({ type: 'issue', now, direction, facts }, state);
      },
      about: () => (to.area === '' ? {} : { area: to.area }),
    });
    if (state === null) throw new Error('A direction that was issued has no state.');
    return { id, direction: state, revision, position, visibleCases: facts.visibleCases };
  }

  private async factsOf({ by, body: { to, cases, cluster } }: IssueDirection): Promise<DirectionFacts> {
    return {
      areaExists: to.area === '' || this.areas.exists(to.area),
      agencyExists: !('agency' in to) || this.taxonomy.isAgency(to.agency),
      clusterExists:
        cluster !== null && (await this.store.read(`cluster-${cluster}`, { limit: 1 })).length > 0,
      visibleCases: await this.sight.visibleByNow(by, cases),
    };
  }
}
