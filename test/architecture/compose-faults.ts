/** As much of a service in a compose file as is looked at, with its YAML merges resolved. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: unknown;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly network_mode?: string;
  readonly restart?: string;
  readonly healthcheck?: unknown;
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly entrypoint?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly extends?: { readonly file: string; readonly service: string };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks?: Readonly<Record<string, unknown>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, { readonly file?: string }>>;
}

type Faults = (service: ComposeService, file: ComposeFile, known: ReadonlySet<string>) => string[];

const WANTED_HARDENING: readonly (readonly [string, (service: ComposeService) => boolean])[] = [
  ['runs as root', ({ user = '' }) => !/^[1-9]\d*:[1-9]\d*$/.test(user)],
  ['may write its root', ({ read_only }) => read_only !== true],
  ['keeps capabilities', ({ cap_drop = [] }) => !cap_drop.includes('ALL')],
  ['may gain privileges', ({ security_opt = [] }) => !security_opt.includes('no-new-privileges:true')],
  ['is privileged', ({ privileged }) => privileged === true],
  ['shares the network of the host', ({ network_mode }) => network_mode === 'host'],
  [
    'holds the socket of Docker',
    ({ volumes = [] }) => volumes.some((volume) => volume.includes('docker.sock')),
  ],
  ['has no health check', ({ restart, healthcheck }) => restart !== 'no' && healthcheck === undefined],
  [
    'has an image of no fixed version',
    ({ image, build }) => !build && !/:\d+\.\d+[\w.-]*$/.test(image ?? ''),
  ],
];

const hardening: Faults = (service) =>
  WANTED_HARDENING.filter(([, isSo]) => isSo(service)).map(([sentence]) => sentence);

const published: Faults = ({ ports = [] }) =>
  ports
    .filter((port) => !port.startsWith('127.0.0.1:'))
    .map((port) => `publishes ${port} beyond this machine`);

/** Only the product's own containers: what others are told is checked by their own programs. */
const variables: Faults = ({ build, environment = {} }, _file, known) =>
  build === undefined
    ? []
    : Object.keys(environment)
        .filter((name) => !known.has(name))
        .map((name) => `sets ${name}, which the configuration does not know`);

const clearSecrets: Faults = ({ environment = {}, entrypoint = [] }) => [
  ...Object.entries(environment)
    .filter(([name, value]) => secretStands(name, String(value)))
    .map(([name]) => `shows the secret ${name}`),
  ...entrypoint
    .filter((text) => /PASSWORD=(?!\$\$\(cat \/run\/secrets\/)/.test(text))
    .map(() => 'shows a password'),
];

function secretStands(name: string, value: string): boolean {
  const named = /PASSWORD|SECRET|TOKEN|CREDENTIAL/.test(name) && !name.endsWith('_FILE');
  return (named && value !== '') || /:\/\/[^/\s@]*:[^/\s@]*@/.test(value);
}

/** What is read as a file must be handed out, and what is handed out must be declared as a file beside the others. */
const secretFiles: Faults = ({ environment = {}, secrets = [] }, file) => {
  const named = Object.entries(environment).filter(([name]) => /(URL|PASSWORD)_FILE$/.test(name));
  return [
    ...named
      .filter(([, path]) => !secrets.some((secret) => path === `/run/secrets/${secret}`))
      .map(([name]) => `is not given the secret of ${name}`),
    ...secrets
      .filter((secret) => file.secrets?.[secret]?.file !== `./secrets/${secret}`)
      .map((secret) => `uses the secret ${secret}, which is not declared`),
  ];
};

const references: Faults = ({ depends_on = {}, networks = [], volumes = [] }, file) =>
  [
    ...Object.keys(depends_on).filter((name) => file.services[name] === undefined),
    ...networks.filter((name) => file.networks?.[name] === undefined),
    ...volumes
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((name) => !name.startsWith('./') && !(name in (file.volumes ?? {}))),
  ].map((name) => `refers to ${name}, which is not there`);

const CHECKS: readonly Faults[] = [hardening, published, variables, clearSecrets, secretFiles, references];

/** What is wrong with the services of a compose file, each in one sentence; `known` are the configuration's variables. */
export function faultsOf(file: ComposeFile, known: ReadonlySet<string>): string[] {
  return Object.entries(file.services)
    .filter(([, service]) => service.extends === undefined)
    .flatMap(([name, service]) =>
      CHECKS.flatMap((check) => check(service, file, known)).map((sentence) => `${name} ${sentence}`),
    );
}
