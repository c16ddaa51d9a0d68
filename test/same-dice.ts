import fc from 'fast-check'

// What is tried at random is the same in every run, so that a failure belongs to what was changed. FAST_CHECK_SEED=… throws other dice.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_130) })
