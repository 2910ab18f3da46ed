process.env.KONDUSIF_TEST_STORE ??= 'double';
