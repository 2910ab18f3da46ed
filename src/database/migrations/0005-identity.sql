-- People as rows: what must not stand in an event. A person exists only by PersonAdmitted in the stream person-<id>;
-- a row without it is what is left of a try that never reached the log, and opens nothing.
create table person (
  id         uuid primary key,
  username   text collate "C" not null unique,
  name       text not null,
  -- When the row was last claimed by a try to admit the person.
  claimed_at timestamptz not null default clock_timestamp()
);

-- The password that counts is the row which the person's last PersonAdmitted or PasswordChanged names.
create table person_password (
  id         uuid primary key,
  person_id  uuid not null references person (id) on delete cascade,
  -- argon2id in its own text form, with salt and costs.
  hash       text not null,
  created_at timestamptz not null default clock_timestamp()
);
create index person_password_person on person_password (person_id);

create table session (
  id          uuid primary key,
  -- SHA-256 of the secret in the cookie.
  secret_hash bytea not null unique,
  person_id   uuid not null references person (id) on delete cascade,
  -- Revision of the person's stream at sign-in: later events may have ended the session.
  revision    integer not null,
  user_agent  text,
  created_at  timestamptz not null,
  expires_at  timestamptz not null
);
create index session_person on session (person_id, created_at);
create index session_expiry on session (expires_at);

-- One row a try to issue a token; the row that TokenIssued names counts.
create table token_secret (
  id          uuid primary key,
  token_id    uuid not null,
  name        text not null,
  secret_hash bytea not null unique,
  created_at  timestamptz not null default clock_timestamp()
);
create index token_secret_token on token_secret (token_id);
