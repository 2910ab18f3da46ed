import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AreaModule } from '../../area/area.module.js';
import { DirectionModule } from '../../direction/direction.module.js';
import { TaxonomyModule } from '../../taxonomy/taxonomy.module.js';
import { NihilModule } from '../nihil/nihil.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { BoardController } from './board.controller.js';
import { GetBoardQuery } from './board.query.js';
import { BoardNames } from './board-names.js';
import { BoardPoints } from './board-points.js';
import { BoardSigns } from './board-signs.js';
import { ListEscalationsQuery } from './escalations.query.js';

/** One board for an area: what waits for whom, live and as it was. */
@Module({
  imports: [CqrsModule, AreaModule, TaxonomyModule, PoliciesModule, NihilModule, DirectionModule],
  controllers: [BoardController],
  providers: [GetBoardQuery, ListEscalationsQuery, BoardNames, BoardPoints, BoardSigns],
})
export class BoardModule {}
