import { Injectable, type OnModuleInit } from '@nestjs/common';
import { caseTimers } from './case-timers.js';
import { TimerSources } from './timer-sources.js';

/** Puts the clocks of cases among the timers. */
@Injectable()
export class CaseTimersProcess implements OnModuleInit {
  constructor(private readonly timers: TimerSources) {}

  onModuleInit(): void {
    this.timers.add(caseTimers);
  }
}
