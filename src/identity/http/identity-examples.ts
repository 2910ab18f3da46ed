import type { OperationExample } from '../../http/example.js';
import type * as dto from './identity.dto.js';

const ID = '67b1b200-9387-5686-bc43-ee5e613d9dfa';
const GRANTS: dto.GrantDto[] = [{ role: 'OFFICER', area: '33.74', agency: 'SATPOL_PP' }];
const PASSWORD = 'empat kata tanpa hubungan';
const SESSION = {
  person: { id: ID, name: 'Siti Rahma' },
  grants: GRANTS,
  expiresAt: '2024-10-17T19:00:00.000Z',
};
const PERSON = {
  id: ID,
  username: 'siti.rahma',
  name: 'Siti Rahma',
  email: 'siti.rahma@example.go.id',
  grants: GRANTS,
  revision: 0,
  admittedAt: '2024-09-02T01:15:00.000Z',
  changedAt: '2024-09-02T01:15:00.000Z',
  deactivatedAt: null,
};
const TOKEN = {
  id: 'd6f9b081-babc-5ff2-a23e-d444e31ce0f9',
  name: 'Papan di posko',
  grants: GRANTS,
  expiresAt: '2024-12-31T16:59:00.000Z',
};

export const SIGN_IN: OperationExample = {
  request: { username: 'siti.rahma', password: PASSWORD, token: true } satisfies dto.SignInDto,
  response: { ...SESSION, token: 'kds_contoh-rahasia-yang-hanya-tampak-sekali' },
};

export const SESSIONS = listOf({
  id: '1ec66a56-063a-40f0-bbfd-9961aec5d933',
  userAgent: 'Mozilla/5.0 (Android 14; Mobile)',
  createdAt: '2024-10-17T07:00:00.000Z',
  expiresAt: SESSION.expiresAt,
  current: true,
});

export const ME: OperationExample = { response: { ...SESSION, by: 'session' } };

export const OWN_PASSWORD = recorded({
  current: PASSWORD,
  new: 'lima kata lain yang panjang',
} satisfies dto.OwnPasswordDto);

export const ADMIT: OperationExample = {
  request: {
    username: 'siti.rahma',
    name: 'Siti Rahma',
    email: PERSON.email,
    password: PASSWORD,
    grants: GRANTS,
  } satisfies dto.AdmitPersonDto,
  response: { id: ID },
  headers: ['ETag', 'Location'],
};

export const PEOPLE = listOf(PERSON);

export const PERSON_FOUND: OperationExample = { response: PERSON, headers: ['ETag'] };

export const NEW_GRANTS = recorded({ grants: GRANTS } satisfies dto.GrantsDto);

export const NEW_EMAIL: OperationExample = {
  request: { email: PERSON.email } satisfies dto.EmailDto,
  response: { email: PERSON.email },
};

export const NEW_PASSWORD = recorded({ password: PASSWORD } satisfies dto.ResetPasswordDto);

export const DEACTIVATION = recorded({});

export const ISSUE_TOKEN: OperationExample = {
  request: {
    name: TOKEN.name,
    grants: GRANTS,
    expiresAt: '2024-12-31T23:59:00+07:00',
  } satisfies dto.IssueTokenDto,
  response: { ...TOKEN, token: 'kdt_contoh-rahasia-yang-hanya-tampak-sekali' },
};

export const TOKENS = listOf({
  ...TOKEN,
  issuedAt: '2024-10-01T02:00:00.000Z',
  revokedAt: null,
  active: true,
});

function listOf(item: object): OperationExample {
  return { response: { items: [item], next: null, total: 1 } };
}

/** A command about a person answers with the revision. */
function recorded(request: object): OperationExample {
  return { request, response: { revision: 1 }, headers: ['ETag'] };
}
