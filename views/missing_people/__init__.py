"""The page Missing people: episodes, repeats, risk, time missing, the police, plans and the conversation on return."""
