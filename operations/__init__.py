"""Operations, their beneficiaries, their use of credits and the files they come from."""
