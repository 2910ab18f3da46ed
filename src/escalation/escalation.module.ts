import { Module } from '@nestjs/common';

/** Who must act now, why, and by when. */
@Module({})
export class EscalationModule {}
