import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError } from '../kernel/domain-error.js';
import { Public } from './access.js';
import { Answer } from './answer.js';
import { DOCS_PAGE, docsAsset } from './docs-assets.js';
import { OpenApiDocument } from './openapi.js';

/** The contract for machines and people, readable by anybody. */
@ApiExcludeController()
@Controller('v1')
export class DocsController {
  constructor(private readonly openApi: OpenApiDocument) {}

  @Get('openapi.json')
  @Public()
  document(): object {
    const document = this.openApi.document();
    if (document === null) throw new DomainError('unavailable');
    return document;
  }

  @Get('docs')
  @Public()
  page(): Answer<string> {
    return new Answer({ body: DOCS_PAGE, type: 'text/html; charset=utf-8' });
  }

  @Get('docs/:asset')
  @Public()
  asset(@Param('asset') name: string): Answer<string> {
    const asset = docsAsset(name);
    if (asset === undefined) throw new DomainError('not_found');
    return new Answer({ body: asset.content, type: asset.type });
  }
}
