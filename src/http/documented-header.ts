import { ApiHeader } from '@nestjs/swagger';

/** Puts a request header into the OpenAPI description of the handler whose parameter reads it. */
export function documentsHeader(name: string, description: string, required: boolean): ParameterDecorator {
  return (target, key) => {
    const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key === undefined || descriptor === undefined) return;
    ApiHeader({ name, description, required, schema: { type: 'string' } })(target, key, descriptor);
  };
}

/** Puts several parameter decorators into one. */
export function applyToParameter(...decorators: readonly ParameterDecorator[]): ParameterDecorator {
  return (target, key, index) => {
    for (const decorator of decorators) decorator(target, key, index);
  };
}
