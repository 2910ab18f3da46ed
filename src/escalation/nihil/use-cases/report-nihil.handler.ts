import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AreaRegister } from '../../../area/area.register.js';
import { Decisions } from '../../../event-store/decision.js';
import { nihilDecider } from '../domain/nihil.decider.js';
import type { NihilEvent } from '../domain/nihil.events.js';
import { type NihilRecorded, ReportNihilCommand } from '../nihil.commands.js';
import { asReporterOfNothing } from '../nihil-rights.js';
import { NIHIL_FOLD, nihilStream } from '../nihil-stream.js';

@CommandHandler(ReportNihilCommand)
export class ReportNihilHandler implements ICommandHandler<ReportNihilCommand> {
  constructor(
    private readonly decisions: Decisions,
    private readonly areas: AreaRegister,
  ) {}

  /** Errors: `forbidden`, `nothing_to_change`, `invalid` with a pointer to each. */
  async execute({ by, context, area, period }: ReportNihilCommand): Promise<NihilRecorded> {
    const { text, isDay, from, until, month } = period;
    const areaExists = this.areas.exists(area);
    const now = context.now.toISOString();
    const { events, recordedAt, position } = await this.decisions.decide({
      stream: nihilStream(area, month),
      fold: NIHIL_FOLD,
      context,
      authorise: () => asReporterOfNothing(area, by),
      decide: (state) =>
        nihilDecider.decide({ area, areaExists, period: text, from, until, isDay, now }, state),
      about: () => ({ area }),
    });
    const [recorded] = events;
    if (recorded === undefined) throw new Error('A report of nothing was recorded and cannot be found.');
    const report = NIHIL_FOLD.upcast(recorded).data satisfies NihilEvent['data'];
    return { report, reportedAt: recordedAt.toISOString(), position };
  }
}
