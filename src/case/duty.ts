/** Who stands in for the head of an office; until there are rosters nobody does. */
export abstract class DutyRosters {
  abstract onDuty(person: string, area: string, at: Date): Promise<boolean>;
  abstract dutyOfficers(area: string, at: Date): Promise<string[]>;
}

export class NobodyOnDuty extends DutyRosters {
  async onDuty(): Promise<boolean> {
    return false;
  }

  async dutyOfficers(): Promise<string[]> {
    return [];
  }
}
