import { Module } from '@nestjs/common';
import { TaxonomyController } from './http/taxonomy.controller.js';
import { KnownCodes } from './known-codes.js';
import { TaxonomyRegister } from './taxonomy.register.js';

/** Categories, words, agencies and legal bases. */
@Module({
  controllers: [TaxonomyController],
  providers: [TaxonomyRegister, KnownCodes],
  exports: [TaxonomyRegister, KnownCodes],
})
export class TaxonomyModule {}
