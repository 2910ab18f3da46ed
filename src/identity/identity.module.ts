import { Global, Module } from '@nestjs/common';
import { AreaModule } from '../area/area.module.js';
import { Authenticator } from '../http/access.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { IdentityAuthenticator } from './access/identity-authenticator.js';
import { PrincipalFinder } from './access/principal-finder.js';
import { Principals } from './access/principals.js';
import { PublicOrigin } from './access/public-origin.js';
import { SessionCookie } from './access/session-cookie.js';
import { Passwords } from './credentials/passwords.js';
import { SignInThrottle } from './credentials/sign-in-throttle.js';
import { MeController } from './http/me.controller.js';
import { PeopleController } from './http/people.controller.js';
import { SessionsController } from './http/sessions.controller.js';
import { TokensController } from './http/tokens.controller.js';
import { PasswordRows } from './rows/password.row.js';
import { PersonRows } from './rows/person.row.js';
import { SessionRows } from './rows/session.row.js';
import { TokenSecretRows } from './rows/token-secret.row.js';
import { IdentityStreams } from './streams.js';
import { AdmitPersonHandler } from './use-cases/admit-person.handler.js';
import { ChangeEmailHandler } from './use-cases/change-email.handler.js';
import { ChangeGrantsHandler } from './use-cases/change-grants.handler.js';
import { ChangeOwnPasswordHandler } from './use-cases/change-own-password.handler.js';
import { DeactivatePersonHandler } from './use-cases/deactivate-person.handler.js';
import { EndSessionHandler } from './use-cases/end-session.handler.js';
import { FirstAdministrator } from './use-cases/first-administrator.js';
import { GrantLookup } from './use-cases/grant-lookup.js';
import { IssueTokenHandler } from './use-cases/issue-token.handler.js';
import { PasswordChange } from './use-cases/password-change.js';
import { PersonDecisions } from './use-cases/person-decisions.js';
import { ResetPasswordHandler } from './use-cases/reset-password.handler.js';
import { RevokeTokenHandler } from './use-cases/revoke-token.handler.js';
import { RightsTurn } from './use-cases/rights-turn.js';
import { SignInHandler } from './use-cases/sign-in.handler.js';
import { FindPersonHandler, ListPeopleHandler } from './views/people.query.js';
import { PeopleDirectory } from './views/people-directory.js';
import { PeopleNames } from './views/people-names.js';
import { ListSessionsHandler } from './views/sessions.query.js';
import { ListTokensHandler } from './views/tokens.query.js';

const ROWS = [PersonRows, PasswordRows, SessionRows, TokenSecretRows];
const ACCESS = [PrincipalFinder, Principals, PublicOrigin, SessionCookie, IdentityAuthenticator];
const USE_CASES = [
  AdmitPersonHandler,
  ChangeEmailHandler,
  ChangeGrantsHandler,
  ChangeOwnPasswordHandler,
  DeactivatePersonHandler,
  EndSessionHandler,
  FirstAdministrator,
  GrantLookup,
  IssueTokenHandler,
  PasswordChange,
  PersonDecisions,
  ResetPasswordHandler,
  RevokeTokenHandler,
  RightsTurn,
  SignInHandler,
];
const VIEWS = [
  FindPersonHandler,
  ListPeopleHandler,
  ListSessionsHandler,
  ListTokensHandler,
  PeopleDirectory,
  PeopleNames,
];

/**
 * People, their grants, sessions and tokens; tells the whole application who is behind a request. Needs, from global
 * modules: the buses, `Config`, `DataSource`, `EventStore`, `Decisions`, `Clock`, and what `HttpModule` exports.
 */
@Global()
@Module({
  imports: [AreaModule, TaxonomyModule],
  controllers: [SessionsController, MeController, PeopleController, TokensController],
  providers: [
    ...ROWS,
    ...ACCESS,
    ...USE_CASES,
    ...VIEWS,
    IdentityStreams,
    Passwords,
    SignInThrottle,
    { provide: Authenticator, useExisting: IdentityAuthenticator },
  ],
  exports: [
    Authenticator,
    IdentityAuthenticator,
    SessionCookie,
    PublicOrigin,
    FirstAdministrator,
    PeopleDirectory,
    PeopleNames,
    Principals,
  ],
})
export class IdentityModule {}
