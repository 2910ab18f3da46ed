import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { SignedIn } from '../http/access.js';
import type { Answer } from '../http/answer.js';
import { Cursors, type Page } from '../http/cursor.js';
import { DomainError } from '../kernel/domain-error.js';
import { AREA_PAGE_SCHEMA, AREA_SCHEMA, AreaListDto } from './area.dto.js';
import type { Area } from './area.js';
import { AreaRegister } from './area.register.js';
import { AreaListQuery } from './area-list.query.js';

/** The register of administrative areas, for everybody who is signed in. */
@ApiTags('Registers')
@Controller('v1/areas')
export class AreaController {
  constructor(
    private readonly areas: AreaRegister,
    private readonly list: AreaListQuery,
    private readonly cursors: Cursors,
  ) {}

  @ApiOperation({ summary: 'Areas below one, of a level, or by name, the best match first' })
  @ApiOkResponse({ schema: AREA_PAGE_SCHEMA })
  @SignedIn()
  @Get()
  async find(@Query() query: AreaListDto, @Req() request: FastifyRequest): Promise<Answer<Page<Area>>> {
    const unknown = query.parent?.find((code) => code !== '' && !this.areas.exists(code));
    if (unknown !== undefined) {
      throw new DomainError('invalid_parameter', {}, [{ pointer: 'parent', code: 'unknown_area' }]);
    }
    const filter = { parents: query.parent, levels: query.level, named: query.q };
    const after = this.cursors.read(request, query);
    return this.cursors.page(request, query, await this.list.run(filter, { after, limit: query.limit }));
  }

  @ApiOperation({ summary: 'One area by its code' })
  @ApiOkResponse({ schema: AREA_SCHEMA })
  @SignedIn()
  @Get(':code')
  read(@Param('code') code: string): Area {
    const area = this.areas.find(code);
    if (area === null) throw new DomainError('not_found');
    return area;
  }
}
