/** Ids of contests and participants: a UUID fits, and so does `PILKADA_2024`. */
export const REGISTER_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/;
