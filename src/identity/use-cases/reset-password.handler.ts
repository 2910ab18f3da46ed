import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type PersonDecided, ResetPassword } from './identity.commands.js';
import { PasswordChange } from './password-change.js';

@CommandHandler(ResetPassword)
export class ResetPasswordHandler implements ICommandHandler<ResetPassword> {
  constructor(private readonly change: PasswordChange) {}

  execute({ by, context, personId, password }: ResetPassword): Promise<PersonDecided> {
    return this.change.make({
      by,
      context,
      personId,
      password,
      command: (credential) => ({ kind: 'reset-password', credential }),
      check: () => Promise.resolve(),
    });
  }
}
