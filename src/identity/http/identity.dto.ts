import { areaCodeOrCountry, type Check, matching, text } from '../../http/checks.js';
import { Is, IsFlag, IsInstant, IsOneOf, IsText, NestedList, Optional } from '../../http/fields.js';
import { FilterOnce, FilterWhole, MAX_LIMIT, QueryDto } from '../../http/filters.js';
import { type Grant, ROLES, type Role } from '../../kernel/grant.js';

const MAX_GRANTS = 50;
const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;

const username = matching(/^[a-z0-9][a-z0-9._-]{1,63}$/, 'not_a_username', { example: 'siti.rahma' });
const email = matching(/^(?=.{3,254}$)[^\s<>@,;"\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, 'not_an_email', {
  format: 'email',
  maxLength: 254,
  example: 'siti.rahma@example.go.id',
});
const agency = matching(/^[A-Z][A-Z0-9_]{1,39}$/, 'not_a_code', { example: 'SATPOL_PP' });

/** A password that is to be taken: long enough to stand guessing. */
const newPassword: Check = {
  schema: {
    type: 'string',
    format: 'password',
    minLength: SHORTEST_PASSWORD,
    maxLength: LONGEST_PASSWORD,
  },
  test: (value) => {
    const fault = text(LONGEST_PASSWORD).test(value);
    if (fault !== undefined) return fault;
    const tooShort = [...(value as string)].length < SHORTEST_PASSWORD;
    return tooShort ? { code: 'too_short', values: { min: SHORTEST_PASSWORD } } : undefined;
  },
};

/** A role over an area; OFFICER and LIAISON also name their agency. */
export class GrantDto {
  @IsOneOf(ROLES)
  role!: Role;

  /** Area code; `""` is the whole country. */
  @Is(areaCodeOrCountry)
  area!: string;

  @Optional()
  @Is(agency)
  agency?: string;
}

export class SignInDto {
  @IsText(100)
  username!: string;

  @IsText(LONGEST_PASSWORD)
  password!: string;

  /** True: the secret of the session is also in the answer, for `Authorization: Bearer`. */
  @Optional()
  @IsFlag()
  token?: boolean;
}

export class OwnPasswordDto {
  @IsText(LONGEST_PASSWORD)
  current!: string;

  @Is(newPassword)
  new!: string;
}

export class AdmitPersonDto {
  @Is(username)
  username!: string;

  @IsText(200)
  name!: string;

  /** Where the person is told what must be done. */
  @Optional()
  @Is(email)
  email?: string;

  @Is(newPassword)
  password!: string;

  @NestedList(() => GrantDto, MAX_GRANTS, 1)
  grants!: GrantDto[];
}

export class GrantsDto {
  /** All grants from now on; what is missing here is taken away. */
  @NestedList(() => GrantDto, MAX_GRANTS, 1)
  grants!: GrantDto[];
}

export class EmailDto {
  /** Missing or null: the person has no address any more. */
  @Optional()
  @Is(email)
  email?: string;
}

export class ResetPasswordDto {
  @Is(newPassword)
  password!: string;
}

/** A body with nothing in it. */
export class NothingDto {}

export class IssueTokenDto {
  /** By what the owner will know it again. */
  @IsText(100)
  name!: string;

  @NestedList(() => GrantDto, MAX_GRANTS, 1)
  grants!: GrantDto[];

  @IsInstant()
  expiresAt!: string;
}

/** Page of a list that has no past. */
export class ListDto extends QueryDto {
  /** How many items a page holds at most. */
  @FilterWhole(1, MAX_LIMIT)
  limit: number = 50;

  /** Where the page before ended. */
  @FilterOnce(text(2_000))
  cursor?: string;
}

/** The grants as events keep them, each once. */
export function toGrants(grants: readonly GrantDto[]): Grant[] {
  const plain = grants.map(
    ({ role, area, agency }): Grant => (agency === undefined ? { role, area } : { role, area, agency }),
  );
  return [...new Map(plain.map((grant) => [JSON.stringify(grant), grant])).values()];
}
