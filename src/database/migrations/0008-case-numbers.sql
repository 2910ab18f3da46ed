-- The next serial that has not been handed out in a block. Only a hint: giving begins after the case view has reached
-- the log's end, from whichever is higher, this or the highest serial recorded.
create table case_number (
  only_one boolean primary key default true check (only_one),
  next     integer not null
);
