"""The page Hazards: the five clocks of Awaab's Law, for the group and the own member."""
